import type { RuleFinding } from "../../engine/rule.ts";
import { findIndexCredentials, type IndexCredentials } from "./index-credentials.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { isSample } from "../../views/released-files.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L011: an index URL contains a password. */
export const indexCredentials: Rule = defineRule({
  code: "L011",
  slug: "index-credentials",
  title: "an index URL contains a password",
  severity: "error",
  needs: ["dist", "tree"],
  docs: {
    what: "A file contains the URL of a package index with a user name and password.",
    why: "Anyone who downloads the release can read that index, and often upload to it.",
    fix: "move the password to an environment variable or keyring, and change it",
    bad: "index-url = https://ada:s3cret-pass@packages.good.dev/simple",
    good: "index-url = https://packages.good.dev/simple",
    peers: [],
  },
  visitor: {
    wants: ({ path, size }) => (SETTINGS.test(path) && !isSample(path) ? Math.min(size, 2 ** 20) : 0),
    look: (bytes) => {
      const found = findIndexCredentials(Buffer.from(bytes).toString("utf8"));
      return found === null || found.isKnown ? undefined : found;
    },
  },
  async check({ tree }, _options, seen) {
    const findings: RuleFinding[] = seen.map(({ distribution, member, value }) => ({
      message: `${member.path} names an index with a password: ${value.masked}`,
      location: { file: memberPath(distribution, member.name), line: value.line, excerpt: value.masked },
      subject: value.masked,
    }));
    const files =
      tree?.files.filter(({ path }) => SETTINGS.test(path) && !path.endsWith(".py") && !isSample(path)) ?? [];
    for (const { path } of files) {
      const text = (await tree?.readText(path)) ?? "";
      const found = path.endsWith(".pypirc") ? passwordOf(text) : findIndexCredentials(text);
      if (found === null) continue;
      const location = { file: path, line: found.line, excerpt: found.masked };
      findings.unshift({
        message: `${path} names an index with a password: ${found.masked}`,
        location,
        subject: found.masked,
      });
    }
    return findings;
  },
});

/** The first password of a .pypirc in the tree; in an archive the file itself is the finding (L001). */
function passwordOf(text: string): IndexCredentials | null {
  const found = /^password[ \t]*[=:][ \t]*(?![$%<{])\S{6,}/m.exec(text);
  if (found === null) return null;
  return { masked: "password = ***", isKnown: false, line: text.slice(0, found.index).split("\n").length };
}

const SETTINGS =
  /(^|\/)([^/]*requirements[^/]*|constraints[^/]*|Dockerfile[^/]*|Pipfile(\.lock)?|\.pypirc|[^/]+\.(toml|cfg|ini|conf|txt|lock|ya?ml|sh|py))$/;
