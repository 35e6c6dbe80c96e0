const NAME =
  /(?:^|\/)(?:change_?log|changes|(?:version[-_]?)?history|news|release[-_]?notes|releases|what_?s[-_]?new)(?:\.(?:md|rst|txt))?$/i;
/** At the root, in the documentation, or in one language of it. */
const FOLDER =
  /^(?:(?:docs?|documentation)\/(?:(?:source|src|content|en|[a-z]{2}(?:[-_][a-z]{2})?)\/)?(?:(?:whatsnew|about|project)\/)?)?[^/]+$/i;

/** Whether a path is one where projects keep their changelog. */
export function isChangelogFile(path: string): boolean {
  return NAME.test(path) && FOLDER.test(path);
}

/** The changelog among the files of a tree: the one nearest to the root, before its siblings by name; null without one. */
export function changelogAmong(paths: readonly string[]): string | null {
  const depth = (path: string): number => path.split("/").length;
  const rank = (path: string): number => (/changelog|changes/i.test(path) ? 0 : 1);
  const [first] = paths.filter(isChangelogFile).toSorted((a, b) => depth(a) - depth(b) || rank(a) - rank(b));
  return first ?? null;
}
