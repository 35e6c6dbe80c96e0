import { locator } from "../../../tree/setup-py.ts";
import { parseVersion } from "../../../version/pep440.ts";
import type { RuleFinding } from "../../rule.ts";
import { sameVersion } from "../../same-version.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** G008: another file still names the previous version. */
export const versionCopiesDiffer: Rule = defineRule({
  code: "G008",
  slug: "version-copies-differ",
  title: "another file still names the previous version",
  severity: "warning",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "CITATION.cff, codemeta.json and the like repeat the version.",
    why: "Readers cite or install the wrong one.",
    fix: "set it, too",
    bad: "version: 1.2.0 in CITATION.cff, 1.2.2 in pyproject.toml",
    good: "version: 1.2.2 in both",
    peers: [],
  },
  async check({ tree, version }) {
    const released = version ?? tree?.project.version?.value;
    if (tree === undefined || released === undefined || parseVersion(released) === null) return [];
    const findings: RuleFinding[] = [];
    for (const { file, pattern } of COPIES) {
      const text = await tree.readText(file);
      const match = text === null ? null : pattern.exec(text);
      const found = match?.[1];
      if (text === null || match === null || found === undefined) continue;
      if (parseVersion(found) === null || sameVersion(found, released)) continue;
      const offset = match.index + match[0].lastIndexOf(found);
      findings.push({
        message: `${file} says version ${found}, the release is ${released}`,
        location: locator(file, text)(offset, offset + found.length),
        subject: file,
      });
    }
    return findings;
  },
});

/** Files that repeat a project's version and say so. */
const COPIES: readonly { readonly file: string; readonly pattern: RegExp }[] = [
  { file: "CITATION.cff", pattern: /^version:[ \t]*["']?([^\s"'#]+)/m },
  { file: "codemeta.json", pattern: /"(?:version|softwareVersion)"\s*:\s*"([^"]+)"/ },
  { file: ".zenodo.json", pattern: /"version"\s*:\s*"([^"]+)"/ },
];
