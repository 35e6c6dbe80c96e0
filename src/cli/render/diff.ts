import type { FileEdit } from "../../values/file-edit.ts";
import type { Style } from "./style.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

/** An edit of a file as a unified diff, in the form that `git apply` reads; painted when the style paints. */
export function renderDiff({ path, before, after }: FileEdit, style: Style): readonly string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const lines = [
    style.strong(`--- ${before === null ? "/dev/null" : `a/${path}`}`),
    style.strong(`+++ ${after === null ? "/dev/null" : `b/${path}`}`),
  ];
  for (const hunk of hunksOf(compareLines(old, now))) {
    lines.push(style.info(hunk.head));
    for (const { mark, text } of hunk.rows) {
      const row = `${mark}${text.replace(/\n$/, "")}`;
      lines.push(mark === "-" ? style.error(row) : mark === "+" ? style.good(row) : row);
      if (!text.endsWith("\n")) lines.push("\\ No newline at end of file");
    }
  }
  return lines;
}

interface Row {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

function linesOf(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Old and new as rows, by the longest run of common lines between the equal beginning and the equal end. */
function compareLines(old: readonly string[], now: readonly string[]): readonly Row[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  const room = Math.min(old.length, now.length) - start;
  while (end < room && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const middle = compareMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (text: string): Row => ({ mark: " ", text });
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)];
}

/** Lines beyond which both sides are shown whole: an exact comparison would take their product in memory. */
const LARGEST_PRODUCT = 4_000_000;

function compareMiddle(old: readonly string[], now: readonly string[]): readonly Row[] {
  const width = now.length + 1;
  const rows: Row[] = [];
  let i = 0;
  let j = 0;
  if (old.length * now.length <= LARGEST_PRODUCT) {
    const common = new Uint32Array((old.length + 1) * width);
    const at = (a: number, b: number): number => common[a * width + b] as number;
    for (let a = old.length - 1; a >= 0; a -= 1) {
      for (let b = now.length - 1; b >= 0; b -= 1) {
        common[a * width + b] =
          old[a] === now[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
      }
    }
    while (i < old.length && j < now.length) {
      if (old[i] === now[j]) {
        rows.push({ mark: " ", text: old[i] as string });
        i += 1;
        j += 1;
      } else if (at(i + 1, j) >= at(i, j + 1)) rows.push({ mark: "-", text: old[i++] as string });
      else rows.push({ mark: "+", text: now[j++] as string });
    }
  }
  for (; i < old.length; i += 1) rows.push({ mark: "-", text: old[i] as string });
  for (; j < now.length; j += 1) rows.push({ mark: "+", text: now[j] as string });
  return rows;
}

function hunksOf(rows: readonly Row[]): readonly { readonly head: string; readonly rows: readonly Row[] }[] {
  const changed = rows.flatMap((row, at) => (row.mark === " " ? [] : [at]));
  const spans: [number, number][] = [];
  for (const at of changed) {
    const last = spans.at(-1);
    if (last !== undefined && at - last[1] <= 2 * CONTEXT) last[1] = at;
    else spans.push([at, at]);
  }
  return spans.map(([first, last]) => {
    const from = Math.max(0, first - CONTEXT);
    const part = rows.slice(from, last + CONTEXT + 1);
    const range = (other: "-" | "+"): string => {
      const before = rows.slice(0, from).filter((row) => row.mark !== other).length;
      const count = part.filter((row) => row.mark !== other).length;
      return `${count === 0 ? before : before + 1}${count === 1 ? "" : `,${count}`}`;
    };
    return { head: `@@ -${range("+")} +${range("-")} @@`, rows: part };
  });
}
