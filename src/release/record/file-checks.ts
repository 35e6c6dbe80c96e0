import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { FrozenFile } from "../../publish/frozen-file.ts";
import type { ReleaseRecord } from "./record-file.ts";
import type { RecordCheck } from "./check-record.ts";

/** Where the files of a release lie: beside its record, or in the two directories that a release makes. */
const PLACES = ["", "dist", "assets"] as const;

/** Every copy of a file that is there; absolute paths. */
export async function copiesOf(
  name: string,
  directory: string,
  extra: string | null,
  { files }: Pick<Ports, "files">,
): Promise<readonly string[]> {
  const places = [...PLACES.map((place) => join(directory, place)), ...(extra === null ? [] : [extra])];
  const found: string[] = [];
  for (const path of new Set(places.map((place) => join(place, name)))) {
    if ((await files.stat(path))?.kind === "file") found.push(path);
  }
  return found;
}

/** The digest of each file, files that do not belong, and whether the record agrees with itself on them. */
export async function fileChecks(
  record: ReleaseRecord,
  directory: string,
  extra: string | null,
  ports: Pick<Ports, "files">,
): Promise<readonly RecordCheck[]> {
  const checks: RecordCheck[] = [];
  const title = "digests of the files";
  const names = Object.keys(record.files);
  for (const name of names) {
    const copies = await copiesOf(name, directory, extra, ports);
    if (copies.length === 0) {
      const detail = "is missing and could not be checked";
      checks.push({ title, outcome: "broken", detail, file: name });
    }
    for (const path of copies) {
      const sha256 = await ports.files.sha256(path);
      if (sha256 === record.files[name]) continue;
      const detail = `differs from the released file: sha256 ${sha256}, not ${record.files[name]}`;
      checks.push({ title, outcome: "broken", detail, file: name });
    }
  }
  if (checks.length === 0) {
    checks.push({ title, outcome: "holds", detail: `${names.length} files, each as it was released` });
  }
  return [...checks, ...(await strangers(record, directory, ports)), agreement(record)];
}

async function strangers(
  record: ReleaseRecord,
  directory: string,
  { files }: Pick<Ports, "files">,
): Promise<readonly RecordCheck[]> {
  const found: RecordCheck[] = [];
  for (const place of PLACES) {
    const path = join(directory, place);
    if ((await files.stat(path))?.kind !== "directory") continue;
    for (const { name, kind } of await files.list(path)) {
      const isOdd = place === "" ? /\.(whl|tar\.gz|zip|attestation|cdx\.json)$/.test(name) : kind === "file";
      if (!isOdd || name in record.files) continue;
      const detail = "is among the files of the release but does not belong to it";
      found.push({ title: "files that do not belong", outcome: "broken", detail, file: name });
    }
  }
  return found;
}

/** What was decided before the first byte was sent, and what the index showed, must be what was sealed. */
function agreement(record: ReleaseRecord): RecordCheck {
  const title = "the record is consistent";
  const { entries, files } = record;
  const frozen = (entries.findLast((entry) => entry.type === "frozen")?.data["files"] ??
    []) as readonly FrozenFile[];
  const other = frozen.find((file) => files[file.fileName] !== file.sha256);
  if (other !== undefined) {
    const detail = "was sealed with a different digest than it was released with";
    return { title, outcome: "broken", detail, file: other.fileName };
  }
  for (const { type, data } of entries) {
    if (type !== "done" || typeof data["proof"] !== "object" || data["proof"] === null) continue;
    const { files: seen } = data["proof"] as { readonly files?: unknown };
    if (typeof seen !== "object" || seen === null || Array.isArray(seen)) continue;
    const wrong = Object.entries(seen).find(([name, sha256]) => files[name] !== sha256);
    if (wrong === undefined) continue;
    const detail = `was seen by the step ${String(data["step"])} with a different digest than it was sealed with`;
    return { title, outcome: "broken", detail, file: wrong[0] };
  }
  const detail = `${frozen.length} distributions with the same digests in every step`;
  return { title, outcome: "holds", detail };
}
