import type { FileEdit } from "../../text/file-edit.ts";
import { unifiedDiff } from "../../text/unified-diff.ts";
import type { Style } from "./style.ts";

/** An edit of a file as a unified diff, in the form that `git apply` reads; painted when the style paints. */
export function renderDiff(edit: FileEdit, style: Style): readonly string[] {
  const lines = unifiedDiff([edit]).split("\n").slice(0, -1);
  return lines.map((line, at) => {
    if (at < 2) return style.strong(line);
    if (line.startsWith("@@")) return style.info(line);
    if (line.startsWith("-")) return style.error(line);
    return line.startsWith("+") ? style.good(line) : line;
  });
}
