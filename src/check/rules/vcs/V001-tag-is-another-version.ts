import { symptom } from "../../../findings/finding.ts";
import { parseVersion } from "../../../version/pep440.ts";
import { releaseTags } from "../../views/release-tags.ts";
import { sameVersion } from "../../views/same-version.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V001: the tag at HEAD names another version than the one that is built. */
export const tagIsAnotherVersion: Rule = defineRule({
  code: "V001",
  slug: "tag-is-another-version",
  title: "the tag at HEAD names another version than the one that is built",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "A tag such as v1.1.0 points at this commit, and the project says another version.",
    why: "The release is published under the wrong number, or refused because that one exists.",
    fix: "set the version to the tag's, or move the tag before it is pushed",
    bad: 'tag v0.2.2, version = "0.2.1"',
    good: 'tag v0.2.2, version = "0.2.2"',
    peers: [],
  },
  *check(inputs) {
    const { tree } = inputs;
    const version = inputs.version ?? tree?.project.version?.value;
    if (tree?.git == null || version === undefined || parseVersion(version) === null) return;
    const tags = releaseTags(tree.git.tagsAtHead, tree.project.name?.value ?? null);
    // Several tags may name several packages or aliases: one that fits is enough.
    if (tags.length === 0 || tags.some((tag) => sameVersion(tag.version, version))) return;
    const names = tags.map((tag) => tag.name).join(", ");
    yield {
      message: `HEAD is tagged ${names}, and the project's version is ${version}`,
      ...(tree.project.version !== null && { location: tree.project.version.location }),
      subject: names,
      symptom: symptom.build("other-version"),
      help: `set the version to ${tags[0]?.version}, commit, and move the tag: git tag -f ${tags[0]?.name}`,
    };
  },
});
