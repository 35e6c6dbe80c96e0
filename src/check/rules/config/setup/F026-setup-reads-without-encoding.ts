import { locator } from "../../../../tree/setup-py.ts";
import { defineRule, type Rule, type RuleFinding } from "../../../engine/rule.ts";

/** F026: setup.py reads a non-ASCII file without an encoding. */
export const setupReadsWithoutEncoding: Rule = defineRule({
  code: "F026",
  slug: "setup-reads-without-encoding",
  title: "setup.py reads a non-ASCII file without an encoding",
  severity: "warning",
  needs: ["tree"],
  docs: {
    what: "Without an encoding, open() and read_text() use that of the locale, and the file has non-ASCII characters.",
    why: "On Windows and in a C locale, building from the sdist fails with UnicodeDecodeError or garbles the description.",
    fix: 'write open("README.md", encoding="utf-8")',
    bad: 'long_description=open("README.md").read()',
    good: 'long_description=open("README.md", encoding="utf-8").read()',
    peers: ["ruff:PLW1514"],
  },
  async check({ tree }) {
    const found: RuleFinding[] = [];
    const text = tree?.setupPy?.text;
    if (tree === undefined || text === undefined) return found;
    const locate = locator("setup.py", text);
    const told = new Set<string>();
    for (const pattern of READS) {
      for (const match of text.matchAll(pattern)) {
        const name = (match[1] ?? match[2] ?? "").replace(/^\.\//, "");
        const start = text.lastIndexOf("\n", match.index) + 1;
        if (told.has(name) || /^\s*#/.test(text.slice(start, match.index))) continue;
        const bytes = await tree.readBytes(name);
        if (bytes === null || bytes.every((byte) => byte < 0x80)) continue;
        told.add(name);
        found.push({
          message: `setup.py reads ${name} without an encoding, but the file is not ASCII`,
          location: locate(match.index, match.index + match[0].length),
          subject: name,
          help: match[0].includes("read_text")
            ? 'write read_text(encoding="utf-8")'
            : `write open(..., encoding="utf-8")`,
        });
      }
    }
    return found;
  },
});

const NAME = String.raw`["']([\w./-]+)["']`;
const MODE = String.raw`(?:\s*,\s*(?:mode\s*=\s*)?["']rt?["'])?`;
/** `open("x")`, `open(join(here, "x"))`, `Path("x").read_text()`, `(here / "x").read_text()`. */
const READS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\w.])(?:io\.)?open\(\s*(?:${NAME}|[\w.]+\([^()"'\n]*(?:\([^()\n]*\)[^()"'\n]*)*${NAME}\s*\))${MODE}\s*,?\s*\)`,
    "g",
  ),
  new RegExp(String.raw`(?<![\w.])(?:io\.)?open\(\s*[\w.]+\s*/\s*${NAME}${MODE}\s*\)`, "g"),
  new RegExp(String.raw`${NAME}\s*\)\s*\.(?:read_text\(\s*\)|open\(\s*\))`, "g"),
];
