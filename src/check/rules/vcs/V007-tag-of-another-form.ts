import type { ProjectTags } from "../../../versioning/tags/read-tags.ts";
import { isPackagersTag, takeApart } from "../../../versioning/tags/take-apart.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V007: the tag at HEAD differs in form from earlier tags. */
export const tagOfAnotherForm: Rule = defineRule({
  code: "V007",
  slug: "tag-of-another-form",
  title: "the tag at HEAD differs in form from earlier tags",
  severity: "info",
  needs: ["tree"],
  docs: {
    what: "Earlier releases have tags such as v1.0, but this tag is 1.1; or the only tag at HEAD names no version.",
    why: "Workflows with a tag filter do not start, and tools that look for the last release find the wrong one.",
    fix: "rename the tag to match the earlier tags",
    bad: "v1.0, v1.1, then 1.2",
    good: "v1.0, v1.1, v1.2",
    peers: [],
  },
  *check({ tree, tags }) {
    const git = tree?.git;
    // Where a setting says which tags count, the others are somebody else's.
    if (git == null || git.tagsAtHead.length === 0 || tags === undefined || tags.setting !== null) return;
    if (tags.from === "configuration") return;
    const here = new Set(git.tagsAtHead);
    const all = versionTags(tags);
    const earlier = all.filter((tag) => !here.has(tag.name)).map((tag) => tag.form);
    const now = all.filter((tag) => here.has(tag.name));
    const [usual] = [...Map.groupBy(earlier, (each) => each)].toSorted(([, a], [, b]) => b.length - a.length);
    // Two tags make no custom yet; several packages in one repository have several.
    if (usual === undefined || usual[1].length < 2 || usual[1].length < earlier.length * 0.9) return;
    if (now.some((tag) => tag.form === usual[0])) return;
    const [tag] = now;
    yield {
      message:
        tag === undefined
          ? `HEAD is tagged ${git.tagsAtHead.join(", ")}, which names no version`
          : `HEAD is tagged ${tag.name}; the earlier tags are of the form ${usual[0].replace("{version}", "X.Y.Z")}`,
      location: { file: "." },
      subject: tag?.name ?? git.tagsAtHead.join(" "),
      ...(tag !== undefined && {
        help: `git tag ${usual[0].replace("{version}", tag.version)} ${tag.name}^{}`,
      }),
    };
  },
});

interface VersionTag {
  readonly name: string;
  readonly version: string;
  /** The tag with `{version}` in place of the version. */
  readonly form: string;
}

/** The tags that hold a version, whichever form they have: the last one may have changed it. */
function versionTags({ releases, passedOver, aliases }: ProjectTags): readonly VersionTag[] {
  const others = passedOver
    .filter((each) => each.package === undefined && !aliases.has(each.tag))
    .map(({ tag }) => tag);
  return [...releases.map(({ name }) => name), ...others].flatMap((name) => {
    const pieces = takeApart(name);
    if (pieces === null || isPackagersTag(name)) return [];
    const { before, version, after } = pieces;
    return [{ name, version, form: `${before}{version}${after}` }];
  });
}
