import type { FileEdit } from "../../text/file-edit.ts";
import { unifiedDiff } from "../../text/unified-diff.ts";
import type { Style } from "./style.ts";

/** An edit of a file as a unified diff, in the form that `git apply` reads; painted when the style paints. */
export function renderDiff(edit: FileEdit, style: Style): readonly string[] {
  return renderPatch(unifiedDiff([edit]), style);
}

/** A unified diff of any number of files, painted when the style paints. */
export function renderPatch(patch: string, style: Style): readonly string[] {
  const lines = patch.split("\n").slice(0, -1);
  return lines.map((line, at) => {
    const isHead = line.startsWith("--- ")
      ? lines[at + 1]?.startsWith("+++ ")
      : lines[at - 1]?.startsWith("--- ");
    if (isHead === true) return style.strong(line);
    if (line.startsWith("@@")) return style.info(line);
    if (line.startsWith("-")) return style.error(line);
    return line.startsWith("+") ? style.good(line) : line;
  });
}
