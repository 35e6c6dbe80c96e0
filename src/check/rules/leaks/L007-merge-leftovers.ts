import { memberPath } from "../../metadata-view.ts";
import { isSample, releasedFiles } from "../../released-files.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** L007: what a merge left behind is in the archive. */
export const mergeLeftovers: Rule = defineRule({
  code: "L007",
  slug: "merge-leftovers",
  title: "what a merge left behind is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "Conflict markers in a file, or files named *.orig, *.rej, *~.",
    why: "A module with markers is no Python; the other files are old versions that nobody wanted to publish.",
    fix: "resolve the conflict; remove the files and exclude their patterns",
    bad: "<<<<<<< HEAD",
    good: "the line that was meant",
    peers: [],
  },
  observe: {
    wants: ({ path, size }) => (IS_TEXT.test(path) && !isSample(path) && size < 2 ** 21 ? size : 0),
    look: (bytes) => {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const start = data.indexOf("<<<<<<< ");
      if (start === -1) return undefined;
      const text = data.toString("latin1");
      const found = /^<{7} .*$[\s\S]*?^={7}$[\s\S]*?^>{7} .*$/m.exec(text.replaceAll("\r\n", "\n"));
      return found === null
        ? undefined
        : text.slice(0, text.indexOf(found[0].slice(0, 8))).split("\n").length;
    },
  },
  *check(inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      const isCode = /\.(pyi?|pyx|pxd|c|h|cpp|toml|cfg|json|ya?ml|js)$|(^|\/)(METADATA|PKG-INFO)$/.test(
        member.path,
      );
      yield {
        message: `${member.path} holds the markers of a merge conflict`,
        location: { file: memberPath(distribution, member.name), line: value },
        subject: member.path,
        severity: isCode ? "error" : "warning",
      };
    }
    for (const distribution of inputs.distributions) {
      const found = [...releasedFiles({ distributions: [distribution] })].filter(
        ({ path }) => /(\.orig|\.rej|~)$/.test(path) && !isSample(path) && path !== "pyproject.toml.orig",
      );
      const [first] = found;
      if (first === undefined) continue;
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more of the kind`;
      yield {
        message: `${distribution.fileName} holds ${first.path}${more}`,
        location: { file: memberPath(distribution, first.member) },
        subject: `${distribution.kind} leftovers`,
        severity: "info",
      };
    }
  },
});

const IS_TEXT =
  /\.(pyi?|pyx|pxd|c|h|cpp|rs|toml|cfg|ini|json|ya?ml|js|css|html?|md|rst|txt|in|sh)$|(^|\/)(METADATA|PKG-INFO|LICENSE)$/;
