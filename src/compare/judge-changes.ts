import { parseSpecifierSet } from "../version/specifiers.ts";
import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import type { Change, JudgedCode } from "./change.ts";
import type { Comparison, Difference } from "./difference.ts";

type Judge = (difference: Difference) => Pick<Change, "level" | "why">;

const patch: Judge = () => ({ level: "patch" });
const comesOrGoes: Judge = ({ before, after }) => ({
  level: after === null ? "major" : before === null ? "minor" : "patch",
});

/** What a difference of each kind asks for; what breaks nobody's installation or code is a patch. */
const JUDGES: Readonly<Record<JudgedCode, Judge>> = {
  "requires-python": ({ before, after }) => pythons(before, after),
  "requires-dist": ({ before, after }) => requirement(before, after),
  "provides-extra": comesOrGoes,
  "entry-point": comesOrGoes,
  summary: patch,
  description: patch,
  "description-content-type": patch,
  keywords: patch,
  author: patch,
  maintainer: patch,
  license: patch,
  classifier: patch,
  "project-url": patch,
  "other-metadata": patch,
  "wheel-tag": patch,
  record: patch,
};

/** What differs in metadata, entry points and tags, each with what it asks for. */
export function judgeComparisons(comparisons: readonly Comparison[]): readonly Change[] {
  return comparisons.flatMap(({ differences }) =>
    differences.flatMap((each): readonly Change[] => {
      const { code, subject, before, after } = each;
      if (code === "version" || code === "name" || code === "wheel-file" || code === "sdist-file") return [];
      return [{ code, subject, before, after, ...JUDGES[code](each) }];
    }),
  );
}

/** Minor versions of Python that a project may name. */
const MINORS = Array.from({ length: 24 }, (_, index) => index + 3);

/**
 * Python minors that were admitted and are not any more, and the other way round. Dropping one is a minor release by
 * the practice of most projects: no installer brings the new version to whom it does not serve.
 */
function pythons(before: string | null, after: string | null): Pick<Change, "level" | "why"> {
  const [old, now] = [admitted(before), admitted(after)];
  const gone = old.filter((each) => !now.includes(each));
  if (gone.length > 0)
    return { level: "minor", why: `installers on Python ${range(gone)} keep the release before` };
  return { level: now.some((each) => !old.includes(each)) ? "minor" : "patch" };
}

function admitted(specifiers: string | null): readonly string[] {
  const set = parseSpecifierSet(specifiers ?? "");
  const all = ["2.7", ...MINORS.map((minor) => `3.${minor}`)];
  // Some patch of a minor is enough: `>=3.9.2` admits Python 3.9.
  return set === null ? all : all.filter((each) => set.contains(`${each}.99`));
}

function range(minors: readonly string[]): string {
  const [first = ""] = minors;
  return minors.length === 1 ? first : `${first} to ${minors.at(-1)}`;
}

function requirement(before: string | null, after: string | null): Pick<Change, "level" | "why"> {
  if (before !== null || after === null) return { level: "patch" };
  const onlyExtra = after.split(" | ").every((each) => {
    const read = parseRequirement(each);
    return !isRequirementError(read) && /\bextra\b/.test(each.split(";")[1] ?? "");
  });
  return { level: "minor", why: onlyExtra ? "a new requirement of an extra" : "a new requirement" };
}
