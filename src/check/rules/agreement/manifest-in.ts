/** One command of a MANIFEST.in. */
export interface ManifestLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** True when it adds files, false when it takes them out. */
  readonly adds: boolean;
  /** The paths that it fits. */
  readonly fits: readonly string[];
}

/** What a MANIFEST.in says of a list of files. */
export interface ManifestReading {
  readonly lines: readonly ManifestLine[];
  /** Paths that are included when all lines are done. */
  readonly included: ReadonlySet<string>;
  /** Paths that a line takes out. */
  readonly excluded: ReadonlySet<string>;
}

/** Reads a MANIFEST.in as setuptools does (its user guide, "Controlling files in the distribution"); later lines win. */
export function readManifestIn(text: string, paths: readonly string[]): ManifestReading {
  const lines: ManifestLine[] = [];
  const included = new Set<string>();
  const excluded = new Set<string>();
  // A backslash at the end of a line continues it; the command counts by its first line.
  let open = "";
  let number = 0;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    if (open === "") number = at + 1;
    open += raw.replace(/\\$/, " ");
    if (raw.endsWith("\\")) continue;
    const line = open.replace(/(^|\s)#.*$/, "").trim();
    open = "";
    const [command = "", ...words] = line.split(/\s+/);
    const fit = line === "" ? null : matcher(command, words);
    if (fit === null) continue;
    const adds = command.endsWith("include") || command === "graft";
    const fits = paths.filter(fit);
    for (const path of fits) {
      if (adds) included.add(path);
      else included.delete(path);
      if (adds) excluded.delete(path);
      else excluded.add(path);
    }
    lines.push({ number, text: line, adds, fits });
  }
  return { lines, included, excluded };
}

function matcher(command: string, words: readonly string[]): ((path: string) => boolean) | null {
  const [first = "", ...rest] = words.map((word) => word.replaceAll("\\", "/").replace(/^\.\/|\/$/g, ""));
  switch (command) {
    case "include":
    case "exclude":
      return some([first, ...rest].map((word) => new RegExp(`^${translated(word)}$`)));
    case "global-include":
    case "global-exclude":
      return some([first, ...rest].map((word) => new RegExp(`(^|/)${translated(word)}$`)));
    case "recursive-include":
    case "recursive-exclude": {
      const folder = first === "." || first === "" ? "" : `${translated(first)}/`;
      return some(rest.map((word) => new RegExp(`^${folder}(.*/)?${translated(word)}$`)));
    }
    case "graft":
    case "prune":
      return some([first === "." ? /^/ : new RegExp(`^${translated(first)}/`)]);
    default:
      return null;
  }
}

function some(patterns: readonly RegExp[]): (path: string) => boolean {
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** A glob as an expression; `*` stays within a folder, `**` does not. */
function translated(pattern: string): string {
  return pattern.replaceAll(/\*\*\/?|\*|\?|\[!?[^\]]+\]|[^*?[]/g, (part) => {
    if (part.startsWith("**")) return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.length > 1) return part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return part.replaceAll(/[.+^${}()|[\]\\/]/g, "\\$&");
  });
}
