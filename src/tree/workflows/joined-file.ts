import type { TextChange } from "../../text/file-edit.ts";
import type { YamlFile, YamlNode, YamlRange } from "../formats/yaml-file.ts";

/** A file of a joined text, and where it begins there. */
interface Part {
  readonly file: YamlFile;
  readonly start: number;
}

/** Several files that are read as one text. */
interface JoinedFile extends YamlFile {
  readonly parts: readonly Part[];
}

/**
 * A file with others behind it, as one text: a place in any of them is located in its own file, so that whoever reads
 * the first one with nodes of the others need not know. The nodes of `others` have to be moved to `startOf` first.
 */
export function joined(first: YamlFile, others: readonly YamlFile[]): JoinedFile {
  const parts: Part[] = [];
  let text = "";
  for (const file of [first, ...others]) {
    parts.push({ file, start: text.length });
    text += `${file.text}\n`;
  }
  return {
    ...first,
    text,
    parts,
    locate(range) {
      const { file, start } = partAt(parts, range.start);
      return file.locate({ start: range.start - start, end: range.end - start });
    },
  };
}

/** Where a file begins in the text that it is a part of. */
export function startOf({ parts }: JoinedFile, file: YamlFile): number {
  return parts.find((part) => part.file === file)?.start ?? 0;
}

/** Changes of a text, file by file. */
export function changesByFile(
  file: YamlFile,
  changes: readonly TextChange[],
): readonly { readonly path: string; readonly changes: readonly TextChange[] }[] {
  if (!isJoined(file)) return [{ path: file.path, changes }];
  const byPart = Map.groupBy(changes, ({ start }) => partAt(file.parts, start));
  return Array.from(byPart, ([part, of]) => ({
    path: part.file.path,
    changes: of.map((each) => ({ ...each, ...moved(each, -part.start) })),
  }));
}

function isJoined(file: YamlFile): file is JoinedFile {
  return "parts" in file;
}

function partAt(parts: readonly Part[], place: number): Part {
  const found = parts.findLast(({ start }) => start <= place);
  if (found === undefined) throw new Error("a joined file has no parts");
  return found;
}

/** A node of a file at its place in the joined text, its texts changed. */
export function movedNode(node: YamlNode, by: number, edit: (text: string) => string): YamlNode {
  const range = moved(node, by);
  if (node.kind === "list")
    return { ...node, ...range, items: node.items.map((item) => movedNode(item, by, edit)) };
  if (node.kind === "scalar")
    return { ...node, ...range, value: typeof node.value === "string" ? edit(node.value) : node.value };
  const entries = Array.from(
    node.entries,
    ([name, { key, value }]) => [name, { key: moved(key, by), value: movedNode(value, by, edit) }] as const,
  );
  return { ...node, ...range, entries: new Map(entries) };
}

function moved({ start, end }: YamlRange, by: number): YamlRange {
  return { start: start + by, end: end + by };
}
