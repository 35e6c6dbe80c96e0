/**
 * The passage in which a resolver says why nothing fits; null when it says no such thing. uv draws it as a tree and
 * wraps it; pip lists every version that there is, of which the newest tell enough.
 */
export function resolverMessage(output: string): string | null {
  const uv = /\bBecause\b[^]*?(?:, we can conclude that|\.\s*(?:\n|$))/.exec(output)?.[0];
  if (uv !== undefined) return bounded(unwrapped(uv).replace(/, we can conclude that$/, ""));
  const conflict = /^The conflict is caused by:\n(?:[ \t]+\S.*\n?)+/m.exec(output)?.[0];
  if (conflict !== undefined) return bounded(conflict.replaceAll(/^[ \t]+/gm, "  ").trimEnd());
  const unsatisfied = /^ERROR: Could not find a version that satisfies the requirement .*$/m.exec(
    output,
  )?.[0];
  if (unsatisfied === undefined) return null;
  return bounded(
    unsatisfied.replace(/\(from versions: ([^)]*)\)/, (_, versions: string) => {
      const list = versions.split(", ");
      const shown = list.length > NEWEST ? ["...", ...list.slice(-NEWEST)] : list;
      return `(from versions: ${shown.join(", ")})`;
    }),
  );
}

/** The reasons of uv, which draws them as a tree and wraps them, in one line. */
export function unwrapped(output: string): string {
  return output.replaceAll(/\s*\n[\s│╰├─▶|]*/g, " ").trim();
}

/** Versions that are named, of an index that has many. */
const NEWEST = 3;

function bounded(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)} ...` : text;
}
