import { isReStructuredText } from "../../distribution/metadata/description-rendering.ts";
import { listed } from "../../text/plural.ts";
import { unifiedDiff } from "../../text/unified-diff.ts";
import { repositoryLink } from "../../tree/repository-link.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { readmeFiles } from "./readme-files.ts";
import { rewriteLinks, type RewrittenReadme } from "./rewrite-links.ts";

/** The README as it is built. */
export interface AbsoluteReadme extends Omit<RewrittenReadme, "text"> {
  /** The files that it is made of, in words. */
  readonly file: string;
  /** By POSIX path below the project. */
  readonly edits: readonly { readonly path: string; readonly text: string }[];
  /** The tag, or the commit, at which the links lead. */
  readonly tag: string;
  readonly diff: string;
}

const REASONS = {
  "no repository": "the repository's address is not known: name it in project.urls, or add a git remote",
  "above the repository": "it leads out of the repository",
  "not in the tree": "there is no such file in the tree",
} as const;

/**
 * The README with its relative links and images made absolute at a tag; a string says why there is nothing to rewrite.
 * The tree is not touched.
 */
export async function absoluteReadme(tree: SourceTree, tag: string): Promise<AbsoluteReadme | string> {
  const { files, contentType: type } = readmeFiles(tree);
  if (files.length === 0) return "no file is named as the project's readme";
  const file = listed(files);
  const isRst = isReStructuredText(type);
  if (!isRst && !/^text\/markdown/i.test(type ?? ""))
    return `${file} is neither Markdown nor reStructuredText`;
  const made: (RewrittenReadme & { readonly path: string; readonly before: string })[] = [];
  for (const path of files) {
    const before = await tree.readText(path);
    if (before === null) return `${path} cannot be read`;
    made.push({ path, before, ...(await rewritten(tree, { path, text: before, isRst, tag })) });
  }
  return {
    edits: made.map(({ path, text }) => ({ path, text })),
    rewritten: made.flatMap((each) => each.rewritten),
    left: made.flatMap((each) => each.left),
    file,
    tag,
    diff: unifiedDiff(made.map(({ path, before, text }) => ({ path, before, after: text }))),
  };
}

async function rewritten(
  tree: SourceTree,
  readme: {
    readonly path: string;
    readonly text: string;
    readonly isRst: boolean;
    readonly tag: string;
  },
): Promise<RewrittenReadme> {
  const { path, text, isRst, tag } = readme;
  const targets = isRst
    ? (await import("./rst-targets.ts")).rstTargets(text)
    : await (await import("./markdown-targets.ts")).markdownTargets(text);
  return rewriteLinks(text, targets, (target, kind) => {
    const link = repositoryLink(tree, path, target.replace(/^<(.*)>$/s, "$1"), kind, tag);
    return typeof link === "string" ? REASONS[link] : link;
  });
}
