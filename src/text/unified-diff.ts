import type { FileEdit } from "./file-edit.ts";

/** Lines around a change that a diff shows. */
const CONTEXT = 3;

/** A line of the old text, of the new one, or of both. */
interface Step {
  readonly kind: " " | "-" | "+";
  readonly line: string;
}

/**
 * Edits as a patch that `patch -p1` and `git apply` take: unified format, three lines of context, `/dev/null` for a
 * file that comes or goes. A file whose text does not change is left out. Ends with a line break unless empty.
 */
export function unifiedDiff(edits: readonly FileEdit[]): string {
  return edits.map(fileDiff).join("");
}

function fileDiff({ path, before, after }: FileEdit): string {
  if (before === after) return "";
  const steps = shortestSteps(linesOf(before ?? ""), linesOf(after ?? ""));
  const heads = [
    `--- ${before === null ? "/dev/null" : `a/${path}`}`,
    `+++ ${after === null ? "/dev/null" : `b/${path}`}`,
  ];
  return `${heads.join("\n")}\n${hunks(steps).join("")}`;
}

/** Lines with their line breaks, so that a missing one at the end is a difference. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunks(steps: readonly Step[]): readonly string[] {
  const changed = steps.flatMap((step, at) => (step.kind === " " ? [] : [at]));
  const groups: [number, number][] = [];
  for (const at of changed) {
    const last = groups.at(-1);
    if (last !== undefined && at - last[1] <= 2 * CONTEXT) last[1] = at;
    else groups.push([at, at]);
  }
  return groups.map(([first, last]) => {
    const from = Math.max(0, first - CONTEXT);
    const part = steps.slice(from, last + CONTEXT + 1);
    const before = steps.slice(0, from);
    const range = (kind: "-" | "+"): string => {
      const count = part.filter((step) => step.kind === " " || step.kind === kind).length;
      const start = before.filter((step) => step.kind === " " || step.kind === kind).length;
      return `${count === 0 ? start : start + 1}${count === 1 ? "" : `,${count}`}`;
    };
    return `@@ -${range("-")} +${range("+")} @@\n${part.map(lineText).join("")}`;
  });
}

function lineText({ kind, line }: Step): string {
  return line.endsWith("\n") ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`;
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), on what is left between the common ends. */
function shortestSteps(a: readonly string[], b: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (line: string): Step => ({ kind: " ", line });
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

function middle(a: readonly string[], b: readonly string[]): readonly Step[] {
  if (a.length === 0) return b.map((line) => ({ kind: "+", line }));
  if (b.length === 0) return a.map((line) => ({ kind: "-", line }));
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let depth = 0; ; depth++) {
    trace.push(new Map(furthest));
    for (let k = -depth; k <= depth; k += 2) {
      let x = downwards(furthest, k, depth) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
    }
  }
}

function downwards(furthest: ReadonlyMap<number, number>, k: number, depth: number): boolean {
  return k === -depth || (k !== depth && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly Step[] {
  const steps: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const furthest = trace[depth] ?? new Map<number, number>();
    const k = x - y;
    const from = downwards(furthest, k, depth) ? k + 1 : k - 1;
    const fromX = furthest.get(from) ?? 0;
    const fromY = fromX - from;
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0)) {
      steps.push({ kind: " ", line: a[--x] ?? "" });
      y--;
    }
    if (depth === 0) break;
    if (from === k + 1) steps.push({ kind: "+", line: b[--y] ?? "" });
    else steps.push({ kind: "-", line: a[--x] ?? "" });
  }
  return steps.toReversed();
}
