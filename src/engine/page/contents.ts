import type { Section } from "../../html/document.ts";
import { html, type Html, type Part } from "../../html/html.ts";
import { andMore, details, table, tag } from "../../html/pieces.ts";
import { treeMap, type Leaf } from "../../html/tree-map.ts";
import { plural } from "../../text/plural.ts";
import { formatBytes } from "../../text/quantities.ts";
import type { ArtifactReport, MetadataField, RunReport } from "../report.ts";
import type { Evidence, PreviousRelease, Room } from "./evidence.ts";

/** What ships: the files of the wheel by size, those of the sdist, and what changed since the last release. */
export function contentsSection(
  { artifacts, metadata }: RunReport,
  { previous }: Evidence,
  room: Room,
): Section {
  const wheel = artifacts.find(({ kind }) => kind === "wheel");
  const pictured = wheel ?? artifacts[0];
  const note = artifacts
    .map(({ kind, members, size }) => `${kind}: ${plural(members.length, "file")}, ${formatBytes(size)}`)
    .join(" · ");
  if (pictured === undefined) return { id: "contents", title: "What ships", body: null };
  const body = html`<div class="card">
      ${treeMap(leaves(pictured), `Files of the ${pictured.kind} by size; the table of files has the same facts`)}
      ${artifacts.map((each) => membersTable(each, room))}
    </div>
    ${previous !== null && wheel !== undefined && differences(wheel, metadata, previous, room)}`;
  return { id: "contents", title: "What ships", note, body };
}

/** The files, those of the metadata as one box: nobody compares them by size. */
function leaves({ members }: ArtifactReport): readonly Leaf[] {
  const isMetadata = ({ path }: { readonly path: string }): boolean => /^[^/]+\.dist-info\//.test(path);
  const metadata = members.filter(isMetadata).reduce((sum, { size }) => sum + size, 0);
  return [
    ...members
      .filter((each) => !isMetadata(each))
      .map(({ path, size }) => ({ name: path, size, group: path.split("/")[0] ?? "" })),
    { name: "metadata (dist-info)", size: metadata, group: "dist-info" },
  ];
}

function membersTable({ kind, file, members }: ArtifactReport, room: Room): Html {
  const total = members.reduce((sum, { size }) => sum + size, 0);
  const largest = members.toSorted((a, b) => b.size - a.size);
  const share = (size: number): string => (total === 0 ? "" : `${Math.round((size / total) * 100)} %`);
  const rows = largest
    .slice(0, room.rows)
    .map(({ path, size }) => [html`<code>${path}</code>`, formatBytes(size), share(size)]);
  return details(
    null,
    `${file}: ${plural(members.length, "file")}, ${formatBytes(total)} unpacked`,
    html`${table(
      `files of the ${kind} ${file}`,
      [{ title: "file" }, { title: "size", numeric: true }, { title: "share", numeric: true }],
      rows,
    )}${andMore(members.length - room.rows, "files", "report.json")}`,
  );
}

/** A member that is not as it was; null: not there. */
export interface MemberChange {
  readonly path: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What differs between the files of two wheels; the version in the name of the metadata's folder does not count. */
export function memberChanges(
  before: PreviousRelease["members"],
  after: PreviousRelease["members"],
): readonly MemberChange[] {
  const plain = (path: string): string => path.replace(/^([^/]+?)-[^/-]+\.(dist-info|data)\//, "$1.$2/");
  const old = new Map(before.map(({ path, size }) => [plain(path), size]));
  const now = new Map(after.map(({ path, size }) => [plain(path), size]));
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((each) => each.before !== each.after)
    .toSorted(
      (a, b) => Math.abs((b.after ?? 0) - (b.before ?? 0)) - Math.abs((a.after ?? 0) - (a.before ?? 0)),
    );
}

/** Fields that differ from release to release without a meaning of their own. */
const UNCOMPARED: ReadonlySet<string> = new Set(["version", "metadata-version"]);

/** Lines of metadata that came or went. */
export function metadataChanges(
  before: readonly MetadataField[],
  after: readonly MetadataField[],
): readonly (MetadataField & { readonly change: "new" | "removed" })[] {
  const keyOf = ({ name, value }: MetadataField): string => `${name}: ${value}`;
  const compared = (fields: readonly MetadataField[]): ReadonlyMap<string, MetadataField> =>
    new Map(fields.filter(({ name }) => !UNCOMPARED.has(name)).map((each) => [keyOf(each), each]));
  const [old, now] = [compared(before), compared(after)];
  return [
    ...[...now].filter(([key]) => !old.has(key)).map(([, field]) => ({ ...field, change: "new" as const })),
    ...[...old]
      .filter(([key]) => !now.has(key))
      .map(([, field]) => ({ ...field, change: "removed" as const })),
  ];
}

function differences(
  wheel: ArtifactReport,
  metadata: readonly MetadataField[],
  previous: PreviousRelease,
  room: Room,
): Html {
  const files = memberChanges(previous.members, wheel.members);
  const fields = metadataChanges(previous.metadata, metadata);
  const rows: readonly (readonly Part[])[] = [
    ...fields.map(({ name, value, change }) => [
      html`<code>${name}</code>`,
      html`${tag(change === "new" ? "ok" : "error", change)} ${value}`,
    ]),
    ...files.map(({ path, before, after }) => [html`<code>${path}</code>`, sizeChange(before, after)]),
  ];
  return html`<div class="card">
    <h3>Changes since ${previous.version}</h3>
    ${
      rows.length === 0
        ? html`<p>The same files with the same sizes, and the same metadata.</p>`
        : html`${table(`changes since ${previous.version}`, [{ title: "file or field" }, { title: "change" }], rows.slice(0, room.rows))}${andMore(
            rows.length - room.rows,
            "changes",
            "report.json",
          )}`
    }
  </div>`;
}

function sizeChange(before: number | null, after: number | null): Part {
  if (before === null) return html`${tag("ok", "new")} ${formatBytes(after ?? 0)}`;
  if (after === null) return html`${tag("error", "removed")} ${formatBytes(before)}`;
  return `${formatBytes(before)} → ${formatBytes(after)}`;
}
