/** A `key = value` of an INI file, with where it stands. Continuation lines are joined by newlines. */
export interface IniEntry {
  readonly key: string;
  readonly value: string;
  /** 1-based line of the key. */
  readonly line: number;
  /** 1-based line of each line of the value that is not blank, in order. */
  readonly valueLines: readonly { readonly text: string; readonly line: number }[];
}

/** Sections of an INI file in order; a section that occurs twice is merged, the later key wins. */
export interface IniFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** Without a byte order mark. */
  readonly text: string;
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, IniEntry>>;
}

/**
 * Reads an INI file as Python's `configparser` does for setup.cfg: `=` or `:` delimits, indented lines continue
 * a value, full-line comments with `#` or `;`, keys in lower case. What it cannot read it skips: setuptools judges.
 */
export function parseIni(path: string, text: string): IniFile {
  const plain = text.replace(/^\uFEFF/, "");
  const lines = plain.split(/\r?\n/);
  const sections = new Map<string, Map<string, IniEntry>>();
  let section: Map<string, IniEntry> | null = null;
  let open: { key: string; line: number; valueLines: { text: string; line: number }[] } | null = null;

  function close(): void {
    if (open === null || section === null) return;
    const value = open.valueLines.map((line) => line.text).join("\n");
    section.set(open.key, { ...open, value });
    open = null;
  }

  for (const [position, line] of lines.entries()) {
    const number = position + 1;
    if (/^\s*[#;]/.test(line) || line.trim() === "") continue;
    if (/^\s/.test(line) && open !== null) {
      open.valueLines.push({ text: line.trim(), line: number });
      continue;
    }
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header !== null) {
      close();
      const name = (header[1] ?? "").trim();
      section = sections.get(name) ?? new Map<string, IniEntry>();
      sections.set(name, section);
      continue;
    }
    const match = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (match === null || section === null) continue;
    close();
    const first = match[2] ?? "";
    const valueLines = first === "" ? [] : [{ text: first, line: number }];
    open = { key: (match[1] ?? "").toLowerCase(), line: number, valueLines };
  }
  close();
  return { path, lines, text: plain, sections };
}
