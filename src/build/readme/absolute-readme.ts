import { isReStructuredText } from "../../distribution/metadata/description-rendering.ts";
import { unifiedDiff } from "../../text/unified-diff.ts";
import { readmeContentType } from "../../tree/pyproject-project.ts";
import { repositoryLink } from "../../tree/repository-link.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { rewriteLinks, type RewrittenReadme } from "./rewrite-links.ts";

/** The README as it is built. */
export interface AbsoluteReadme extends RewrittenReadme {
  /** POSIX path below the project. */
  readonly file: string;
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
  const readme = tree.project.readme;
  if (readme?.file == null) return "no file is named as the project's readme";
  const file = readme.file.replace(/^\.\//, "");
  const text = await tree.readText(file);
  if (text === null) return `${file} cannot be read`;
  const type = readme.contentType ?? readmeContentType(file);
  const isRst = isReStructuredText(type);
  if (!isRst && !/^text\/markdown/i.test(type ?? ""))
    return `${file} is neither Markdown nor reStructuredText`;
  const targets = isRst
    ? (await import("./rst-targets.ts")).rstTargets(text)
    : await (await import("./markdown-targets.ts")).markdownTargets(text);
  const made = rewriteLinks(text, targets, (target, kind) => {
    const link = repositoryLink(tree, file, target.replace(/^<(.*)>$/s, "$1"), kind, tag);
    return typeof link === "string" ? REASONS[link] : link;
  });
  return { ...made, file, tag, diff: unifiedDiff([{ path: file, before: text, after: made.text }]) };
}
