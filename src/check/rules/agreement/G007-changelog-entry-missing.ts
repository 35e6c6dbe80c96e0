import { isChangelogFile } from "../../../tree/changelog/changelog-files.ts";
import { joinsFragments } from "../../../tree/changelog/project-fragments.ts";
import { parseChangelog } from "../../../tree/changelog/document.ts";
import { isPrerelease, parseVersion } from "../../../version/pep440.ts";
import { sameVersion } from "../../../version/same-version.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";
import { CHANGELOG_ENTRY_MISSING } from "../../../findings/shared-rules.ts";

/** A directive of reStructuredText, MyST or Markdown extensions that shows another file. */
const INCLUDES = /^(\.\.[ \t]+(mdinclude|include|changelog)::|```\{include\}|\s*(--8<--|\{%[- ]*include))/m;

/** G007: the changelog has no entry for the version. */
export const changelogEntryMissing: Rule = defineRule({
  ...CHANGELOG_ENTRY_MISSING.name,
  title: "the changelog has no entry for the version",
  severity: "warning",
  needs: ["tree"],
  confidence: "likely",
  docs: {
    what: "The changelog has headings for versions, but none for the version to be released; or it has only an Unreleased entry although the version is tagged or being released. Development releases and pre-releases need no entry.",
    why: "Users learn what changed only after they have upgraded, or never.",
    fix: "write the entry, or let `shipwheel changelog` write it from the history",
    bad: "## 1.1, ## 1.0 in CHANGELOG.md, and version 1.2",
    good: "## 1.2",
    peers: [],
  },
  async check({ tree, version, tags }) {
    const released = version ?? tree?.project.version?.value;
    const parsed = released === undefined ? null : parseVersion(released);
    if (tree === undefined || released === undefined || parsed === null || isPrerelease(parsed)) return [];
    const tagged = (tags?.releases ?? []).filter((tag) => tag.atHead);
    const isAtHand = version !== undefined || tagged.some((tag) => sameVersion(tag.text, released));
    // Where the entries are fragments, a tool joins them at the release.
    if (joinsFragments(tree)) return [];
    const lacking: RuleFinding[] = [];
    for (const { path } of tree.files.filter((file) => file.kind === "file" && isChangelogFile(file.path))) {
      const text = (await tree.readText(path)) ?? "";
      // A page of the documentation that shows another file has no entries of its own.
      if (INCLUDES.test(text)) continue;
      const { sections } = parseChangelog(path, text);
      const versions = sections.flatMap((section) => section.version ?? []);
      // One file with the entry is enough, whatever the others are for.
      if (versions.some((each) => sameVersion(each, released)) || beginsLine(text, released)) return [];
      // Until a release is at hand what has changed stands under Unreleased.
      if (versions.length === 0 && (sections.length === 0 || !isAtHand)) continue;
      const message = `${path} has an entry for ${versions[0] ?? "Unreleased"} but none for ${released}`;
      lacking.push({ message, location: { file: path, line: 1 }, subject: path });
    }
    return lacking.slice(0, 1);
  },
});

/** True when a line begins with the version: an entry whose heading has no markup, as plain text has it. */
function beginsLine(text: string, version: string): boolean {
  const lines = text.matchAll(/^[ \t]*(?:version|release)?[ \t]*v?(\d[\w.!+-]*)/gim);
  return [...lines].some(([, named = ""]) => sameVersion(named.replace(/[.-]+$/, ""), version));
}
