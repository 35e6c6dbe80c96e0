/** The line of a .gitignore that decides. */
export interface IgnoreLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/**
 * Reads a .gitignore (gitignore(5)) and tells for a POSIX path by which line it is ignored; null when it is not.
 * The last line that fits decides, and one below an ignored folder cannot be taken back.
 */
export function gitIgnored(text: string): (path: string) => IgnoreLine | null {
  const rules = text.split(/\r?\n/).flatMap((line, at) => {
    const trimmed = line.replace(/(?<!\\)\s+$/, "");
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const isNegated = trimmed.startsWith("!");
    const pattern = trimmed.replace(/^!/, "").replace(/^\\([#!])/, "$1");
    return [{ line: { number: at + 1, text: trimmed }, isNegated, ...compile(pattern) }];
  });

  function decide(path: string, isFolder: boolean): IgnoreLine | null {
    let decided: IgnoreLine | null = null;
    for (const { line, isNegated, test, folderOnly } of rules) {
      if ((folderOnly && !isFolder) || !test.test(path)) continue;
      decided = isNegated ? null : line;
    }
    return decided;
  }

  return (path) => {
    const parts = path.split("/");
    for (let length = 1; length <= parts.length; length++) {
      const found = decide(parts.slice(0, length).join("/"), length < parts.length);
      if (found !== null) return found;
    }
    return null;
  };
}

function compile(pattern: string): { readonly test: RegExp; readonly folderOnly: boolean } {
  const folderOnly = pattern.endsWith("/");
  const body = pattern.replace(/\/$/, "");
  const isAnchored = body.includes("/");
  const source = body
    .replace(/^\//, "")
    .replaceAll(/\*\*\/|\/\*\*|\*|\?|\[!?[^\]/]+\]|\\.|[^*?[\\]/g, (part) => {
      if (part === "**/") return "(?:.*/)?";
      if (part === "/**") return "/.*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      if (part.startsWith("[")) return part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
      return (part.startsWith("\\") ? part.slice(1) : part).replaceAll(/[.+^${}()|[\]\\/]/g, "\\$&");
    });
  try {
    return { test: new RegExp(`^${isAnchored ? "" : "(?:.*/)?"}${source}$`), folderOnly };
  } catch {
    return { test: /(?!)/, folderOnly };
  }
}
