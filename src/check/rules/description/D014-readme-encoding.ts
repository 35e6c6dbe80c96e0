import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** D014: the readme is not plain UTF-8. */
export const readmeEncoding: Rule = defineRule({
  code: "D014",
  slug: "readme-encoding",
  title: "the readme is not plain UTF-8",
  severity: "error",
  needs: ["tree"],

  docs: {
    what: "The readme contains bytes that are not UTF-8, or begins with a byte order mark.",
    why: "Backends fail with a decoding error; a byte order mark hides the first Markdown heading.",
    fix: "save the file as UTF-8 without a byte order mark",
    bad: "README.md in Latin-1",
    good: "README.md in UTF-8",
    peers: [],
  },
  async check(inputs) {
    const { tree } = inputs;
    const file = tree?.project.readme?.file?.replace(/^\.\//, "");
    const bytes = tree === undefined || file === undefined ? null : await tree.readBytes(file);
    if (file === undefined || bytes === null) return [];
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (hasMark) {
      const mark: RuleFinding = {
        message: `${file} begins with a byte order mark`,
        severity: "warning",
        location: { file, line: 1, column: 1 },
        subject: file,
        help: "save it as UTF-8 without a byte order mark",
      };
      return [mark];
    }
    const line = firstBadLine(bytes);
    if (line === null) return [];
    return [
      {
        message: `${file} is not UTF-8`,
        location: { file, line },
        subject: file,
        explains: [symptom.build("missing-readme")],
      },
    ];
  },
});
/** The line in which decoding stops; null: all is UTF-8. */
function firstBadLine(bytes: Uint8Array): number | null {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    decoder.decode(bytes);
    return null;
  } catch {
    const text = new TextDecoder().decode(bytes);
    return text.slice(0, Math.max(0, text.indexOf("\uFFFD"))).split("\n").length;
  }
}
