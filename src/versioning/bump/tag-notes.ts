import type { GitState } from "../../tree/git-state.ts";
import { plural } from "../../text/plural.ts";
import { isInProgress } from "./next-version.ts";
import type { PassedOver, ProjectTags } from "../tags/read-tags.ts";
import type { ReleaseLine } from "../tags/release-line.ts";

/** How many tags a sentence names. */
const NAMED = 3;

/** What is said of the tags that do not decide the next version: one sentence each, with its remedy. */
export function tagNotes(
  { passedOver }: Pick<ProjectTags, "passedOver">,
  line: ReleaseLine,
  git: Pick<GitState, "tags" | "remoteUrl">,
): readonly string[] {
  return [
    ...absentNote(git),
    ...leftBehindNote(line),
    ...passedOverNote(nearestFirst(passedOver, line, git)),
  ];
}

/** A clone without tags looks like a project without releases. */
function absentNote({ tags, remoteUrl }: Pick<GitState, "tags" | "remoteUrl">): readonly string[] {
  if (tags.length > 0 || remoteUrl === null) return [];
  return ["this clone has no tags, but its remote may have some: git fetch --tags"];
}

function leftBehindNote({ last, leftBehind }: ReleaseLine): readonly string[] {
  const [highest] = leftBehind;
  if (highest === undefined || last === null) return [];
  const after = `${highest.name} is higher than ${last.name}, which came after it`;
  const remove = `if it was never published: git tag -d ${highest.name}`;
  return isInProgress(highest.version)
    ? [`${after}: an abandoned pre-release does not count; ${remove}`]
    : [`${after}: the next version is above both, because installers choose the highest; ${remove}`];
}

function passedOverNote(passed: readonly PassedOver[]): readonly string[] {
  const own = passed.filter((each) => each.package === undefined);
  const named = own.slice(0, NAMED).map(({ tag, reason }) => `${tag} (${reason})`);
  const siblings = passed.length - own.length;
  const all = [
    ...named,
    ...(own.length > NAMED ? [`${own.length - NAMED} more`] : []),
    ...(siblings > 0 ? [`${plural(siblings, "tag")} of other packages`] : []),
  ];
  const [last = "", ...before] = all.toReversed();
  if (all.length === 0) return [];
  const isCounted = own.length > NAMED || siblings > 0;
  const joined = [...before.toReversed(), before.length > 0 && isCounted ? `and ${last}` : last].join(", ");
  return [`not counted: ${joined}`];
}

/** Those behind HEAD first, the nearest before the others. */
function nearestFirst(
  passed: readonly PassedOver[],
  { tagged }: ReleaseLine,
  { tags }: Pick<GitState, "tags">,
): readonly PassedOver[] {
  const commits = new Map(tags.map(({ name, commit }) => [name, commit]));
  const places = new Map(tagged.map((hash, at) => [hash, at]));
  const placeOf = ({ tag }: PassedOver): number => places.get(commits.get(tag) ?? "") ?? Infinity;
  return passed.toSorted((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}
