import { child, scalarTexts } from "../../../tree/formats/yaml-file.ts";
import { releaseWorkflows } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { fitsFilter } from "../../../tree/workflows/ref-filter.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W013: the release waits for a tag that nobody will ever set. */
export const tagFilterNeverMatches: Rule = defineRule({
  code: "W013",
  slug: "tag-filter-never-matches",
  title: "the tag filter matches no release tag",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "The patterns under `on: push: tags` match no release tag of the project, or are regular expressions, which GitHub does not support.",
    why: "Pushing the tag starts nothing.",
    fix: "use a GitHub pattern that matches the project's tags, such as `v[0-9]*`",
    bad: "tags: ['^v\\d+\\.\\d+$']",
    good: "tags: ['v[0-9]*']",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const { tree, tags } = inputs;
    const name = tree?.project.name?.value ?? null;
    const used = (tags?.releases ?? []).map((tag) => tag.name);
    return releaseWorkflows(await resolvedWorkflows(inputs)).flatMap(({ file, triggers }) => {
      const node = child(triggers.get("push"), "tags");
      const patterns = scalarTexts(node);
      if (node === null || patterns.length === 0) return [];
      const candidates = used.length > 0 ? used : examples(name);
      if (candidates.some((tag) => fitsFilter(tag, patterns))) return [];
      const isExpression = patterns.some((pattern) => /\\[dw.]|^\^|\$$|\(\?|\([^)]*\|/.test(pattern));
      // Without a tag of the project there is only what cannot fit any.
      if (used.length === 0 && !isExpression) return [];
      const [latest] = used.slice(-1);
      return {
        message: isExpression
          ? `the tag pattern ${patterns.join(", ")} is a regular expression, which GitHub does not support`
          : `the tag pattern ${patterns.join(", ")} matches none of the project's release tags (${latest})`,
        location: file.locate(node.kind === "list" ? (node.items[0] ?? node) : node),
        subject: `${file.path} tags`,
      };
    });
  },
});

/** Release tags as projects write them. */
function examples(name: string | null): readonly string[] {
  const prefixes = [
    "",
    "v",
    "release-",
    "release/",
    "rel-",
    ...(name === null ? [] : [`${name}-`, `${name}-v`, `${name}@`, `${name}/v`]),
  ];
  return prefixes.flatMap((prefix) =>
    ["1.2.3", "1.2", "2026.1.2", "1.2.3rc1"].map((version) => `${prefix}${version}`),
  );
}
