/** A pattern of a ruleset, an environment or a protected tag as a regular expression: `*` in a part, `**` across, `[a-z]`, `~ALL` everything. */
export function globToRegExp(pattern: string): RegExp {
  if (pattern === "~ALL") return /^/;
  const source = pattern
    .split(/(\*\*\/?|\*|\?|\[[^\]]+\])/)
    .map((part) => {
      if (part.startsWith("**")) return ".*";
      if (part === "*") return "[^/]*";
      if (/^\[.+\]$/.test(part)) return part.replaceAll(/[\\^]/g, String.raw`\$&`);
      return part === "?" ? "[^/]" : part.replaceAll(/[$()+.[\\\]^{|}]/g, String.raw`\$&`);
    })
    .join("");
  return new RegExp(`^${source}$`);
}

/**
 * A filter of a workflow (`tags: ['[0-9]+.[0-9]+.*']`) as the globs that a host's settings take, which know no
 * repetition: they let in whatever the filter does, and may let in more.
 */
export function asGlobs(filter: string): readonly string[] {
  const glob = filter
    .replaceAll(/(?:\[[^\]]*\]|\\.|[^*\]])\?/g, "*")
    .replaceAll(/(?<=[^*])\+/g, "*")
    .replaceAll(/\*{3,}/g, "**");
  if (!glob.includes("**") || glob.includes("**/")) return [glob];
  return [glob.replaceAll("**", "*"), glob.replaceAll("**", "**/*")];
}

/** A tag that a pattern takes. */
export function sampleOf(glob: string): string {
  return glob
    .replaceAll(/\[(.)[^\]]*\]/g, "$1")
    .replaceAll("**/", "")
    .replaceAll(/\*+/g, "1.0.0")
    .replaceAll("?", "1");
}
