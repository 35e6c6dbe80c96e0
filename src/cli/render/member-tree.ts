import type { InspectedMember } from "../../inspect/inspect.ts";
import { plural } from "../../text/plural.ts";
import { printableLine } from "../../text/printable.ts";
import { formatBytes } from "../../text/quantities.ts";

/** Lines of a tree; folders beyond it are closed. */
const MOST_LINES = 120;

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly members: (InspectedMember & { readonly name: string })[];
  size: number;
  files: number;
}

/** Members as a tree with sizes; what would be too long is closed to one line a folder, unless `whole`. */
export function memberTree(members: readonly InspectedMember[], whole: boolean): readonly string[] {
  const root = folder();
  for (const member of members) add(root, member);
  if (whole) return draw(root, "", Infinity);
  let lines = draw(root, "", 1);
  for (let depth = 2; ; depth += 1) {
    const deeper = draw(root, "", depth);
    if (deeper.length > MOST_LINES || deeper.length === lines.length) break;
    lines = deeper;
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `${lines.length - MOST_LINES} more with -v`];
}

function folder(): Folder {
  return { folders: new Map(), members: [], size: 0, files: 0 };
}

function add(root: Folder, member: InspectedMember): void {
  const parts = member.path.split("/");
  let here = root;
  for (const part of parts.slice(0, -1)) {
    let next = here.folders.get(part);
    if (next === undefined) here.folders.set(part, (next = folder()));
    next.size += member.size;
    next.files += 1;
    here = next;
  }
  here.members.push({ ...member, name: parts.at(-1) ?? "" });
}

function draw({ folders, members }: Folder, indent: string, depth: number): readonly string[] {
  const lines = [...folders].flatMap(([name, inner]) => [
    `${indent}${printableLine(name)}/  ${formatBytes(inner.size)}, ${plural(inner.files, "file")}`,
    ...(depth > 1 ? draw(inner, `${indent}  `, depth - 1) : []),
  ]);
  return [
    ...lines,
    ...members.map(
      ({ name, size, kind, link, executable }) =>
        `${indent}${printableLine(name)}  ${formatBytes(size)}  ${kind}${executable === true ? ", executable" : ""}${
          link === undefined ? "" : ` -> ${printableLine(link)}`
        }`,
    ),
  ];
}
