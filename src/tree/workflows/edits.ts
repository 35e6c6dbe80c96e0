import { child, type YamlEntry, type YamlFile, type YamlMap } from "../formats/yaml-file.ts";
import type { TextChange } from "../../text/file-edit.ts";
import type { Fix } from "../../findings/finding.ts";
import { changesByFile } from "./joined-file.ts";
import type { Step } from "./model.ts";

/** A fix of a workflow, in the files that it is read from. */
export function workflowFix(
  title: string,
  safety: Fix["safety"],
  file: YamlFile,
  ...changes: readonly TextChange[]
): Fix {
  return { title, safety, files: changesByFile(file, changes) };
}

/** Adds `key: value` to a mapping, behind the entry `after` or at its end; lines of `value` but the first are indented by the key. */
export function addEntry(file: YamlFile, map: YamlMap, line: string, after?: string): TextChange | null {
  if (map.flow) {
    const at = map.end - 1;
    if (file.text[at] !== "}") return null;
    const end = file.text.slice(0, at).trimEnd().length;
    return { start: end, end, text: `${map.entries.size > 0 ? ", " : ""}${line}` };
  }
  const entry =
    (after === undefined ? undefined : map.entries.get(after)) ?? Array.from(map.entries.values()).at(-1);
  if (entry === undefined) return null;
  const indent = " ".repeat((file.locate(entry.key).column ?? 1) - 1);
  const at = endOfEntry(file, entry);
  const text = line
    .split("\n")
    .map((each) => `${newline(file)}${indent}${each}`)
    .join("");
  return { start: at, end: at, text };
}

/** Gives a step's action an input. */
export function addInput(file: YamlFile, step: Step, line: string): TextChange | null {
  const inputs = child(step.node, "with");
  if (inputs?.kind === "map") return addEntry(file, inputs, line);
  if (inputs !== null || step.node.flow) return null;
  return addEntry(file, step.node, `with:\n  ${line}`, "uses");
}

/** Takes an input from a step's action, and `with` with it when it was the only one. */
export function removeInput(file: YamlFile, step: Step, name: string): TextChange | null {
  const inputs = child(step.node, "with");
  if (inputs?.kind !== "map") return null;
  return inputs.entries.size === 1 && inputs.entries.has(name)
    ? removeEntry(file, step.node, "with")
    : removeEntry(file, inputs, name);
}

/** Takes the lines of an entry out of a block mapping; null when it shares them, or is all that the mapping has. */
export function removeEntry(file: YamlFile, map: YamlMap, key: string): TextChange | null {
  const entry = map.entries.get(key);
  if (entry === undefined || map.flow || map.entries.size < 2) return null;
  const start = file.text.lastIndexOf("\n", entry.key.start) + 1;
  if (file.text.slice(start, entry.key.start).trim() !== "") return null;
  return { start, end: Math.min(file.text.length, endOfEntry(file, entry) + newline(file).length), text: "" };
}

/** The end of the last line of an entry, comment included, line ending not. */
function endOfEntry(file: YamlFile, { key, value }: YamlEntry): number {
  const from = key.start + file.text.slice(key.start, Math.max(value.end, key.end)).trimEnd().length;
  const end = file.text.indexOf("\n", from);
  const line = end === -1 ? file.text.length : end;
  return file.text[line - 1] === "\r" ? line - 1 : line;
}

/** The line ending of a file. */
export function newline(file: YamlFile): string {
  return file.text.includes("\r\n") ? "\r\n" : "\n";
}
