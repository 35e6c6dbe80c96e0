import { replaceAt } from "../../../tree/edit/text-lines.ts";
import { repositoryLink } from "../../../tree/repository-link.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { parseVersion } from "../../../version/pep440.ts";
import type { ProjectTags } from "../../../versioning/tags/read-tags.ts";
import { releaseTagName } from "../../../versioning/tags/spelling.ts";
import { DEFAULT_TAG_TEMPLATE, parseTagTemplate } from "../../../version/tag-template.ts";
import type { Fix } from "../../../findings/finding.ts";
import type { Location } from "../../../findings/location.ts";
import { fixIn } from "../../engine/fix.ts";
import type { RuleInputs } from "../../engine/rule.ts";

type Tags = Pick<ProjectTags, "template" | "releases">;

/**
 * The address at which a file that a readme names will be found, at the tag of the release; null when the file is not in
 * the tree, or when host, version or the form of the tags are not known.
 */
export function absoluteTarget(
  tree: SourceTree,
  readme: string,
  target: string,
  kind: "link" | "image",
  tags: Tags = { template: parseTagTemplate(DEFAULT_TAG_TEMPLATE), releases: [] },
): string | null {
  const tag = nextTag(tree, tags);
  const link = tag === null ? null : repositoryLink(tree, readme, target, kind, tag);
  return link === null || typeof link === "string" ? null : link.address;
}

/** The tag that the release has or will have. */
function nextTag({ project }: SourceTree, tags: Tags): string | null {
  const version = parseVersion(project.version?.value ?? "");
  return version === null ? null : releaseTagName(project.name?.value ?? "", version, tags);
}

/** The fix that writes the address into the readme of the tree. */
export async function fixTarget(
  { tree, tags }: RuleInputs,
  location: Location,
  target: string,
  kind: "link" | "image",
): Promise<{ readonly fix?: Fix }> {
  if (tree === undefined || !tree.has(location.file)) return {};
  const address = absoluteTarget(tree, location.file, target, kind, tags);
  const text = address === null ? null : await tree.readText(location.file);
  if (address === null || text === null) return {};
  return fixIn(
    location.file,
    "review",
    "use the URL at the release tag",
    replaceAt(text, location, target, address),
  );
}
