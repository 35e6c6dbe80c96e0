import { memberPath } from "../../views/metadata-view.ts";
import { isSample } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L014: source code contains invisible characters. */
export const invisibleCharacters: Rule = defineRule({
  code: "L014",
  slug: "invisible-characters",
  title: "source code contains invisible characters",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "A Python file contains characters that change the text direction (such as U+202E) or have no width (U+200B).",
    why: 'The code does not do what it appears to do ("Trojan Source"); reviewers and scanners reject it.',
    fix: "write the character as an escape, or remove it",
    bad: 'access = "user\\u202e"  # with the character itself',
    good: 'access = "user"',
    peers: [],
  },
  visitor: {
    wants: ({ path, size }) =>
      path.endsWith(".py") && !isSample(path) && !IS_DATA.test(path) ? Math.min(size, 2 ** 21) : 0,
    look: (bytes) => {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (!MARKS.some((mark) => data.includes(mark))) return undefined;
      const lines = data.toString("utf8").split("\n");
      const line = lines.findIndex((each) => INVISIBLE.test(each));
      if (line === -1) return undefined;
      const sign = INVISIBLE.exec(lines[line] ?? "")?.[0].codePointAt(0) ?? 0;
      return { line: line + 1, name: `U+${sign.toString(16).toUpperCase().padStart(4, "0")}` };
    },
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      yield {
        message: `${member.path} contains the invisible character ${value.name}`,
        location: { file: memberPath(distribution, member.name), line: value.line },
        subject: member.path,
      };
    }
  },
});

/** How the characters begin in UTF-8. */
const MARKS = [Buffer.from([0xe2, 0x80]), Buffer.from([0xe2, 0x81])];

const INVISIBLE = /[\u202a-\u202e\u2066-\u2069\u200b\u2060]/;

/** Tables of characters and translations hold them on purpose. */
const IS_DATA =
  /(^|\/)(locales?|i18n|l10n|unicode[^/]*|[^/]*(chars|unicode|entities|emoji|cjk|idna|bidi|tables?|codes)[^/]*)(\/|\.py$)/i;
