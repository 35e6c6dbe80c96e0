import { releaseTags } from "../../views/release-tags.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V007: the tag at HEAD has another form than the earlier ones. */
export const tagOfAnotherForm: Rule = defineRule({
  code: "V007",
  slug: "tag-of-another-form",
  title: "the tag at HEAD has another form than the earlier ones",
  severity: "info",
  needs: ["tree"],
  docs: {
    what: "Earlier releases are tagged v1.0, and this one 1.1; or the only tag at HEAD names no version.",
    why: "Workflows that wait for tags of one form never start, and tools that look for the last release find the wrong one.",
    fix: "name it as the others are named",
    bad: "v1.0, v1.1, then 1.2",
    good: "v1.0, v1.1, v1.2",
    peers: [],
  },
  *check({ tree }) {
    const git = tree?.git;
    if (git == null || git.tagsAtHead.length === 0) return;
    const all = releaseTags(
      git.tags.map((tag) => tag.name),
      tree?.project.name?.value ?? null,
    );
    const prefix = ({ name, version }: { name: string; version: string }): string =>
      name.slice(0, name.length - version.length);
    const earlier = all.filter((tag) => !git.tagsAtHead.includes(tag.name)).map(prefix);
    const now = all.filter((tag) => git.tagsAtHead.includes(tag.name));
    const [usual] = [...Map.groupBy(earlier, (each) => each)].toSorted(([, a], [, b]) => b.length - a.length);
    // Two tags make no custom yet; several packages in one repository have several.
    if (usual === undefined || usual[1].length < 2 || usual[1].length < earlier.length * 0.9) return;
    if (now.some((tag) => prefix(tag) === usual[0])) return;
    const [tag] = now;
    yield {
      message:
        tag === undefined
          ? `HEAD is tagged ${git.tagsAtHead.join(", ")}, which names no version`
          : `HEAD is tagged ${tag.name}; the earlier tags are of the form ${usual[0]}X.Y.Z`,
      location: { file: "." },
      subject: tag?.name ?? git.tagsAtHead.join(" "),
      ...(tag !== undefined && { help: `git tag ${usual[0]}${tag.version} ${tag.name}^{}` }),
    };
  },
});
