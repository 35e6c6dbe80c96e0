import { memberPath } from "../../../views/metadata-view.ts";
import { isSample } from "../../../views/released-files.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K042: a script's first line ends in CRLF. */
export const crlfShebang: Rule = defineRule({
  code: "K042",
  slug: "crlf-shebang",
  title: "a script's first line ends in CRLF",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "The shebang line ends in a carriage return and a line feed.",
    why: 'Linux and macOS look for an interpreter whose name includes the carriage return: "bad interpreter: No such file or directory".',
    fix: "save the file with LF, and prevent git from changing it: `*.sh text eol=lf` in .gitattributes",
    bad: "#!/usr/bin/env python3\\r\\n",
    good: "#!/usr/bin/env python3\\n",
    peers: [],
  },
  visitor: {
    wants: ({ path, name, size }) =>
      IS_SCRIPT.test(path) || /^[^/]+\.data\/scripts\//.test(name) ? Math.min(size, 256) : 0,
    look: (bytes) => {
      const line = /^#![^\n]*/.exec(Buffer.from(bytes).toString("latin1"))?.[0];
      // Installers replace the whole line when it names no more than python.
      return line?.endsWith("\r") === true && !/^#!pythonw?\r$/.test(line) ? line.trimEnd() : undefined;
    },
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      if (isSample(member.path)) continue;
      yield {
        message: `the first line of ${member.path} (${value}) ends in CRLF`,
        location: { file: memberPath(distribution, member.name), line: 1, excerpt: value },
        subject: member.path,
      };
    }
  },
});

const IS_SCRIPT = /(^|\/)(bin|scripts?|tools?)\/[^/]*$|\.(sh|bash)$/;
