import { replaceAt } from "../../../tree/edit/text-lines.ts";
import { repositoryLink } from "../../../tree/repository-link.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { DEFAULT_TAG_TEMPLATE, parseTagTemplate, type TagTemplate } from "../../../version/tag-template.ts";
import type { Fix } from "../../../findings/finding.ts";
import type { Location } from "../../../findings/location.ts";
import { fixIn } from "../../engine/fix.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/**
 * The address at which a file that a readme names will be found, at the tag of the release; null when the file is not in
 * the tree, or when host, version or the form of the tags are not known.
 */
export function absoluteTarget(
  tree: SourceTree,
  readme: string,
  target: string,
  kind: "link" | "image",
  template: TagTemplate = parseTagTemplate(DEFAULT_TAG_TEMPLATE),
): string | null {
  const tag = nextTag(tree, template);
  const link = tag === null ? null : repositoryLink(tree, readme, target, kind, tag);
  return link === null || typeof link === "string" ? null : link.address;
}

/** The tag that the release will have. */
function nextTag({ project }: SourceTree, template: TagTemplate): string | null {
  return project.version === null ? null : template.format(project.name?.value ?? "", project.version.value);
}

/** The fix that writes the address into the readme of the tree. */
export async function fixTarget(
  { tree, tags }: RuleInputs,
  location: Location,
  target: string,
  kind: "link" | "image",
): Promise<{ readonly fix?: Fix }> {
  if (tree === undefined || !tree.has(location.file)) return {};
  const address = absoluteTarget(tree, location.file, target, kind, tags?.template);
  const text = address === null ? null : await tree.readText(location.file);
  if (address === null || text === null) return {};
  return fixIn(
    location.file,
    "review",
    "use the URL at the release tag",
    replaceAt(text, location, target, address),
  );
}
