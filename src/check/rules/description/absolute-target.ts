import { posix } from "node:path";
import { replaceAt } from "../../../tree/edit/text-lines.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { DEFAULT_TAG_TEMPLATE, parseTagTemplate, type TagTemplate } from "../../../version/tag-template.ts";
import type { Fix } from "../../../findings/finding.ts";
import type { Location } from "../../../findings/location.ts";
import { webAddress } from "../../views/web-url.ts";
import { fixIn } from "../../engine/fix.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** A host of repositories, and how it calls a file at a tag: as a page, and as the bytes themselves. */
interface Host {
  readonly pattern: RegExp;
  readonly page: string;
  readonly raw: string;
}

const HOSTS: readonly Host[] = [
  { pattern: /^https:\/\/github\.com\/[^/?#]+\/[^/?#]+/, page: "blob", raw: "raw" },
  { pattern: /^https:\/\/gitlab\.com\/[^/?#]+(?:\/(?!-\/)[^/?#]+)+/, page: "-/blob", raw: "-/raw" },
  { pattern: /^https:\/\/codeberg\.org\/[^/?#]+\/[^/?#]+/, page: "src/tag", raw: "raw/tag" },
];

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
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
  const file = path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(readme), decoded(path));
  const isThere =
    tree.has(file) || tree.files.some((each) => each.path.startsWith(`${file.replace(/\/$/, "")}/`));
  const found = repository(tree);
  const tag = nextTag(tree, template);
  if (!isThere || path === "" || file.startsWith("..") || found === null || tag === null) return null;
  const { web, host } = found;
  const prefix = tree.git?.prefix ?? "";
  const place = `${prefix === "" ? "" : `${prefix.replace(/\/$/, "")}/`}${file}`;
  return `${web}/${kind === "image" ? host.raw : host.page}/${encodeURIComponent(tag)}/${encodeURI(place)}${rest}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The tag that the release will have. */
function nextTag({ project }: SourceTree, template: TagTemplate): string | null {
  return project.version === null ? null : template.format(project.name?.value ?? "", project.version.value);
}

/** Where the repository is on the web: as the project's addresses say, else as the remote does. */
function repository({ git, project }: SourceTree): { readonly web: string; readonly host: Host } | null {
  const named = SOURCE_LABELS.flatMap((label) => project.urls.filter((each) => label.test(each.label)));
  const remote = git?.remoteUrl == null ? null : webAddress(git.remoteUrl);
  for (const address of [...named.map(({ url }) => url), remote]) {
    const host = HOSTS.find(({ pattern }) => address !== null && pattern.test(address));
    const web = host?.pattern.exec(address ?? "")?.[0];
    if (host !== undefined && web !== undefined) return { web: web.replace(/\.git$/, ""), host };
  }
  return null;
}

/** How projects call the address of their repository, the plainest first. */
const SOURCE_LABELS = [/^(source|repository|source[ _-]?code|code|github|gitlab)$/i, /^home-?page$/i];

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
