import { posix } from "node:path";
import { replaceAt } from "../tree/edit/text-lines.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { Fix } from "../values/finding.ts";
import type { Location } from "../values/location.ts";
import { webAddress } from "./web-url.ts";
import { fixIn } from "./fix.ts";
import type { RuleInputs } from "./rule.ts";

/** How hosts of repositories call a file at a tag: as a page, and as the bytes themselves. */
const HOSTS: readonly { readonly host: RegExp; readonly page: string; readonly raw: string }[] = [
  { host: /^https:\/\/github\.com\//, page: "blob", raw: "raw" },
  { host: /^https:\/\/gitlab\.com\//, page: "-/blob", raw: "-/raw" },
  { host: /^https:\/\/codeberg\.org\//, page: "src/tag", raw: "raw/tag" },
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
): string | null {
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
  const file = path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(readme), decoded(path));
  const isThere =
    tree.has(file) || tree.files.some((each) => each.path.startsWith(`${file.replace(/\/$/, "")}/`));
  const remote = tree.git?.remoteUrl;
  const web = remote == null ? null : webAddress(remote);
  const tag = nextTag(tree);
  const host = HOSTS.find((each) => web !== null && each.host.test(web));
  if (!isThere || path === "" || file.startsWith("..") || web === null || tag === null || host === undefined)
    return null;
  const prefix = tree.git?.prefix ?? "";
  const place = `${prefix === "" ? "" : `${prefix.replace(/\/$/, "")}/`}${file}`;
  return `${web.replace(/\/$/, "")}/${kind === "image" ? host.raw : host.page}/${encodeURIComponent(tag)}/${encodeURI(place)}${rest}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The tag that the release will have, by the form of those that there are; `v1.0` without any. */
function nextTag({ git, project }: SourceTree): string | null {
  if (git === null || project.version === null) return null;
  const tags = git.tags.map((tag) => tag.name).filter((name) => /\d/.test(name));
  const isBare = tags.length > 0 && tags.every((name) => /^\d/.test(name));
  return isBare ? project.version.value : `v${project.version.value}`;
}

/** The fix that writes the address into the readme of the tree. */
export async function fixTarget(
  { tree }: RuleInputs,
  location: Location,
  target: string,
  kind: "link" | "image",
): Promise<{ readonly fix?: Fix }> {
  if (tree === undefined || !tree.has(location.file)) return {};
  const address = absoluteTarget(tree, location.file, target, kind);
  const text = address === null ? null : await tree.readText(location.file);
  if (address === null || text === null) return {};
  return fixIn(
    location.file,
    "review",
    "write the address at the release's tag",
    replaceAt(text, location, target, address),
  );
}
