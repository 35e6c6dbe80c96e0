import type { Inspection } from "../../inspect/inspect.ts";
import { plural } from "../../text/plural.ts";
import { printableLine } from "../../text/printable.ts";
import { formatBytes } from "../../text/quantities.ts";
import { memberTree } from "./member-tree.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";
import { cut } from "../../text/cut.ts";

const LONGEST = 200;
/** Lines of one file of egg-info. */
const MOST_LINES = 12;

/** A distribution for people: what its name says, then what it holds. */
export function renderInspection(inspection: Inspection, style: Style, verbose: boolean): string {
  const { file, kind, size, sha256, unpacked } = inspection;
  const sections: readonly (readonly string[])[] = [
    [
      `${style.strong(printableLine(file))}: ${kind}, ${formatBytes(size)}, ${plural(unpacked.files, "file")}, ${formatBytes(unpacked.bytes)} unpacked`,
      `sha256 ${sha256}`,
    ],
    nameLines(inspection, style),
    titled("metadata", metadataLines(inspection), style),
    titled(
      "entry points",
      inspection.entryPoints.map(
        ({ group, name, target }) =>
          `${printableLine(group)}  ${printableLine(name)} = ${printableLine(target)}`,
      ),
      style,
    ),
    titled(
      "what is in it",
      renderTable(
        ["kind", "files", "size"],
        inspection.kinds.map((each) => [each.kind, String(each.files), formatBytes(each.bytes)]),
        { right: [1, 2] },
      ),
      style,
    ),
    titled("files", memberTree(inspection.members, verbose), style),
    recordLines(inspection, style),
    ...inspection.eggInfo.map(({ path, lines }) => titled(path, shortened(lines), style)),
    titled(
      "problems",
      inspection.problems.map(({ code, message }) => `${style.warning(code)} ${printableLine(message)}`),
      style,
    ),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function titled(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : [style.strong(printableLine(title)), ...lines.map((each) => `  ${each}`)];
}

function nameLines({ name, topLevel }: Inspection, style: Style): readonly string[] {
  if (name === null) return [style.warning("the file name is not the name of a distribution")];
  return [
    `project    ${printableLine(name.project)}`,
    `version    ${printableLine(name.version)}`,
    ...(name.build === null ? [] : [`build      ${printableLine(name.build)}`]),
    ...name.tags.map(({ tag, meaning }) => `installs   ${printableLine(tag)}: ${printableLine(meaning)}`),
    ...(topLevel.length === 0 ? [] : [`imports    ${topLevel.map(printableLine).join(", ")}`]),
  ];
}

function metadataLines({ metadata, description }: Inspection): readonly string[] {
  const lines = metadata.map(
    ({ name, value }) => `${printableLine(name)}: ${cut(printableLine(value), LONGEST)}`,
  );
  if (description === null) return lines;
  const type = description.contentType ?? "no content type";
  return [...lines, `description: ${plural(description.characters, "character")}, ${printableLine(type)}`];
}

function recordLines({ record }: Inspection, style: Style): readonly string[] {
  if (record === null) return [];
  const { rows, algorithms, unhashed, unread, problems } = record;
  const parts = [
    `${plural(rows, "row")}${algorithms.length === 0 ? "" : ` by ${algorithms.map(printableLine).join(", ")}`}`,
    ...(unhashed === 0 ? [] : [`${unhashed} without a digest`]),
    ...(unread === 0 ? [] : [style.error(`${plural(unread, "file")} cannot be unpacked to compare`)]),
    ...(problems > 0 ? [style.error(plural(problems, "problem"))] : []),
    ...(unread + problems === 0 ? [style.good("it matches the files")] : []),
  ];
  return titled("RECORD", [parts.join("; ")], style);
}

function shortened(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map((each) => cut(printableLine(each), LONGEST));
  return lines.length > MOST_LINES ? [...shown, `${lines.length - MOST_LINES} more in --json`] : shown;
}
