/** A pattern of a ruleset or of a protected tag as a regular expression: `*` in a part, `**` across, `~ALL` everything. */
export function globToRegExp(pattern: string): RegExp {
  if (pattern === "~ALL") return /^/;
  const source = pattern
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => {
      if (part.startsWith("**")) return ".*";
      if (part === "*") return "[^/]*";
      return part === "?" ? "[^/]" : part.replaceAll(/[$()+.[\\\]^{|}]/g, String.raw`\$&`);
    })
    .join("");
  return new RegExp(`^${source}$`);
}
