import type { SourceTree } from "../source-tree.ts";
import { parseVersion, type Version } from "../../version/pep440.ts";
import { changelogAmong } from "./changelog-files.ts";
import { parseChangelog } from "./document.ts";
import { bodyOf } from "./entries.ts";
import { exactText } from "./project-fragments.ts";

/** The version that a changelog announces. */
export interface Announced {
  readonly file: string;
  readonly version: Version;
}

const UNRELEASED =
  /\b(?:unreleased|unpublished|upcoming|not (?:yet )?released|in (?:development|progress)|tb[ad])\b/i;

/** The version of the newest entry where that is said to be unreleased: `1.1.0 (unreleased)`; null without one. */
export async function readAnnounced(
  tree: SourceTree,
  configured: string | undefined,
): Promise<Announced | null> {
  const paths = tree.files.filter(({ kind }) => kind === "file").map(({ path }) => path);
  const file = configured ?? changelogAmong(paths);
  const text = file === null ? null : await exactText(tree, file);
  if (file === null || text === null || !UNRELEASED.test(text)) return null;
  const changelog = parseChangelog(file, text);
  const newest = changelog.sections.find((section) => section.version !== null);
  const version = parseVersion(newest?.version ?? "");
  if (newest === undefined || version === null || newest.date !== null) return null;
  const [first = ""] = bodyOf(changelog, newest).trimStart().split("\n");
  // A date that is to come may stand in the heading or below it.
  return UNRELEASED.test(newest.title) || /^[*_(]*unreleased[*_)]*$/i.test(first.trim())
    ? { file, version }
    : null;
}
