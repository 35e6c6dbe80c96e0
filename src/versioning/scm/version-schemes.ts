import type { SchemeContext } from "./scheme-context.ts";
import { dateOfReleaseBranch, nextDate } from "./calver.ts";
import { countUp, followingPost, nextOfThree } from "./next-version.ts";
import { isExact, type ScmVersion } from "./scm-version.ts";
import { splitTag } from "./tag-match.ts";
import { nextByFragments } from "./towncrier.ts";

/** Makes a version of a state whose tag has no local part. */
export type VersionScheme = (scm: ScmVersion, context: SchemeContext) => string;

/** What a scheme asks of the repository beyond tag, distance, node and dirt. */
export type SchemeNeed = "branch" | "date" | "fragments";

/** A version scheme of the anchor. */
export interface NamedScheme {
  readonly scheme: VersionScheme;
  readonly needs: readonly SchemeNeed[];
  /** The name to use instead of a deprecated one. */
  readonly renamed?: string;
}

const development = (next: VersionScheme): VersionScheme => {
  return (scm, context) => (isExact(scm) ? scm.tag.text : `${next(scm, context)}.dev${scm.distance}`);
};

const guessNextDev = development((scm) => countUp(scm.tag.text));
const semver = development((scm) => nextOfThree(scm.tag, scm.branch?.includes("feature") === true ? 2 : 3));

const semverReleaseBranch = development((scm, context) => {
  const parts =
    scm.branch === null ? null : splitTag(scm.branch.slice(scm.branch.lastIndexOf("/") + 1), context.rules);
  if (parts === null) return nextOfThree(scm.tag, 2);
  const upToMinor = (text: string): string => text.split(".").slice(0, 2).join(".");
  const maintained = upToMinor(parts.version.replace(/^v/, "")) === upToMinor(scm.tag.text);
  return maintained ? countUp(scm.tag.text) : nextOfThree(scm.tag, 2);
});

const calverByDate: VersionScheme = (scm, context) => {
  if (isExact(scm)) return scm.tag.text;
  return dateOfReleaseBranch(scm.branch, context) ?? `${nextDate(scm, context)}.dev${scm.distance}`;
};

/** Every version scheme by its name. */
export const VERSION_SCHEMES: ReadonlyMap<string, NamedScheme> = new Map<string, NamedScheme>([
  ["calver-by-date", { scheme: calverByDate, needs: ["branch", "date"] }],
  ["guess-next-dev", { scheme: guessNextDev, needs: [] }],
  ["no-guess-dev", { scheme: development((scm) => followingPost(scm.tag.text)), needs: [] }],
  ["only-version", { scheme: (scm) => scm.tag.text, needs: [] }],
  [
    "post-release",
    { scheme: (scm) => (isExact(scm) ? scm.tag.text : `${scm.tag.text}.post${scm.distance}`), needs: [] },
  ],
  ["python-simplified-semver", { scheme: semver, needs: ["branch"], renamed: "semver-pep440" }],
  [
    "release-branch-semver",
    { scheme: semverReleaseBranch, needs: ["branch"], renamed: "semver-pep440-release-branch" },
  ],
  ["semver-pep440", { scheme: semver, needs: ["branch"] }],
  ["semver-pep440-release-branch", { scheme: semverReleaseBranch, needs: ["branch"] }],
  [
    "towncrier-fragments",
    {
      scheme: development((scm, { fragments }) => nextByFragments(scm, fragments, false)),
      needs: ["fragments"],
    },
  ],
  [
    "towncrier-fragments-zerover",
    {
      scheme: development((scm, { fragments }) => nextByFragments(scm, fragments, true)),
      needs: ["fragments"],
    },
  ],
]);
