import { posix } from "node:path";
import type { SourceTree } from "./source-tree.ts";
import { webAddress } from "./web-address.ts";

/** A host of repositories, and how it calls a file at a tag: as a page, and as the bytes themselves. */
interface Host {
  readonly pattern: RegExp;
  readonly page: string;
  readonly raw: string;
  /** Of a directory. */
  readonly folder: string;
}

const HOSTS: readonly Host[] = [
  { pattern: /^https:\/\/github\.com\/[^/?#]+\/[^/?#]+/, page: "blob", raw: "raw", folder: "tree" },
  {
    pattern: /^https:\/\/gitlab\.com\/[^/?#]+(?:\/(?!-\/)[^/?#]+)+/,
    page: "-/blob",
    raw: "-/raw",
    folder: "-/tree",
  },
  {
    pattern: /^https:\/\/codeberg\.org\/[^/?#]+\/[^/?#]+/,
    page: "src/tag",
    raw: "raw/tag",
    folder: "src/tag",
  },
];

/** Why a target has no address. */
export type NoLink = "no repository" | "above the repository" | "not in the tree";

/**
 * The address at which a file that a readme names is found at a tag, with the query and the fragment of the target; else
 * why there is none.
 */
export function repositoryLink(
  tree: Pick<SourceTree, "git" | "project" | "files" | "has">,
  readme: string,
  target: string,
  kind: "link" | "image",
  tag: string,
): { readonly address: string } | NoLink {
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
  const found = repository(tree);
  if (found === null) return "no repository";
  const prefix = (tree.git?.prefix ?? "").replace(/\/$/, "");
  const plain = decoded(path);
  const file = plain.startsWith("/") ? plain.slice(1) : posix.join(posix.dirname(readme), plain);
  if (file.startsWith("..")) return "above the repository";
  const name = file.replace(/\/$/, "");
  const isFolder = name === "." || tree.files.some((each) => each.path.startsWith(`${name}/`));
  if (path === "" || !(isFolder || tree.has(name))) return "not in the tree";
  const { web, host } = found;
  const place = [prefix, name === "." ? "" : name].filter((part) => part !== "").join("/");
  const view = isFolder ? host.folder : kind === "image" ? host.raw : host.page;
  return { address: `${web}/${view}/${encodeURIComponent(tag)}/${encodeURI(place)}${rest}` };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Where the repository is on the web: as the project's addresses say, else as the remote does. */
function repository({
  git,
  project,
}: Pick<SourceTree, "git" | "project">): { readonly web: string; readonly host: Host } | null {
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
