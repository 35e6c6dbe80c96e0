import { buildImports } from "./build-imports.ts";
import { isStandardAnywhere } from "../../../../distribution/stdlib-modules.ts";

/** A name in a text and where it stands. */
export interface TextMatch {
  readonly text: string;
  /** Offset in the text (UTF-16 code units). */
  readonly offset: number;
}

/** What `setup.py` imports at the top level of the file and what no Python has: one entry a top-level name. */
export function foreignImports(text: string, requires: readonly string[]): readonly TextMatch[] {
  const provided = buildImports(requires).names;
  const found = new Map<string, TextMatch>();
  const plain = withoutDocuments(text);
  for (const match of plain.matchAll(
    /^(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b|import[ \t]+([A-Za-z_][^\n#;]*))/gm,
  )) {
    for (const part of (match[1] ?? match[2] ?? "").split(",")) {
      const top = /^\s*(\w+)/.exec(part)?.[1] ?? "";
      if (top === "" || provided.has(top.toLowerCase()) || isStandardAnywhere(top) || found.has(top))
        continue;
      found.set(top, { text: top, offset: match.index + match[0].indexOf(top) });
    }
  }
  return [...found.values()];
}

const OPENED =
  /\b(?:open|read|read_file|readfile|read_text|slurp|get_requirements|read_requirements|parse_requirements|load_requirements)\(\s*(?:[\w.]+\s*,\s*)?["']([\w./-]+\.(?:txt|md|rst|in|cfg|toml|json|version))["']/g;
const JOINED = /\b(?:join|Path)\((?:[^()"'\n]*,\s*)?["']([\w.-]+\.(?:txt|md|rst|in|version))["']\s*\)/g;

/**
 * Files that `setup.py` reads by a literal name, relative to itself. Nothing when it looks first whether they exist,
 * or catches that they do not.
 */
export function readFiles(text: string): readonly TextMatch[] {
  if (/\bexists\(|\bis_file\(|\bisfile\(|except\b/.test(text)) return [];
  const plain = withoutDocuments(text);
  const found = new Map<string, TextMatch>();
  for (const pattern of [OPENED, JOINED]) {
    for (const match of plain.matchAll(pattern)) {
      const name = (match[1] ?? "").replace(/^\.\//, "");
      if (name.startsWith("/") || name.startsWith("..") || found.has(name)) continue;
      found.set(name, { text: name, offset: match.index + match[0].lastIndexOf(name) });
    }
  }
  return [...found.values()];
}

/** Triple-quoted texts and comments blanked out, so that offsets stay. */
function withoutDocuments(text: string): string {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, " ");
  return text.replaceAll(/("""|''')[\s\S]*?\1/g, blank).replaceAll(/(^|[ \t])#[^\n]*/g, blank);
}
