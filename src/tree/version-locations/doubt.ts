import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import type { GitState } from "../git-state.ts";

/** What `npm init` and `cargo new` write: a package that never was the project's has it, too. */
const FIRST_VERSIONS: ReadonlySet<string> = new Set(["1.0.0", "0.1.0", "0.0.0", "0.0.1"]);

/**
 * Whether a version in a doubtful place is, or was, the project's own: that of the source or of a tag. A first
 * version that tools write by themselves counts only when it is the newest of these.
 */
export function isOrWasOwn(text: string, source: string | null, git: GitState | null): boolean {
  const version = parseVersion(text);
  if (version === null) return false;
  const tagged = (git?.tags ?? []).map((tag) => tag.name);
  const newest = git?.describe == null ? [] : [git.describe.tag];
  const known = FIRST_VERSIONS.has(text) ? newest : tagged;
  return [source ?? "", ...known.map(versionPart)].some((each) => isSame(each, version));
}

/** Whether a literal that stands in for the version is the source's, or an earlier one that was forgotten: no placeholder. */
export function isOrWasStandIn(text: string, source: string | null): boolean {
  const [version, stated] = [parseVersion(text), parseVersion(source ?? "")];
  if (version === null || stated === null) return false;
  const order = compareVersions(version, stated);
  if (order === 0) return true;
  const isPlaceholder = version.local !== null || version.dev !== null || FIRST_VERSIONS.has(text);
  return order < 0 && !isPlaceholder && version.release.some((number) => number > 0n);
}

function versionPart(tag: string): string {
  return /(?:^|[^\d.])(\d+(?:\.\d+)*[^/@]*)$/.exec(tag)?.[1] ?? "";
}

function isSame(text: string, version: Version): boolean {
  const other = parseVersion(text);
  return other !== null && compareVersions(other, version) === 0;
}
