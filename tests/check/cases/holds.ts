import type { Situation } from "../rule-case.ts";

/** The good wheel with more files, and without others. */
export function holds(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...without: readonly string[]
): Situation {
  return {
    wheel: (good) => {
      for (const [path, content] of Object.entries(files)) good.file(path, content);
      for (const path of without) good.without(path);
      return good;
    },
  };
}

/** A module of a dozen functions with the same arguments. */
export function functions(rest: string): string {
  return Array.from({ length: 12 }, (_, n) => `def f${n}(${rest}:\n    return a\n`).join("\n");
}
