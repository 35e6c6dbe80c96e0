import { fault } from "../../findings/fault.ts";
import { countUp, nextOfThree } from "./next-version.ts";
import type { ScmVersion } from "./scm-version.ts";

const MAJOR: ReadonlySet<string> = new Set(["major", "breaking", "removal"]);
const MINOR: ReadonlySet<string> = new Set(["feature", "deprecation"]);
const PATCH: ReadonlySet<string> = new Set(["bugfix", "doc", "misc"]);
const NO_FRAGMENTS: ReadonlySet<string> = new Set(["template.md", "README.md", ".gitkeep"]);

/** The kinds of news fragments among file names: `12.feature.md` is a `feature`. */
function fragmentKinds(names: readonly string[]): readonly string[] {
  return names.filter((name) => !NO_FRAGMENTS.has(name)).flatMap((name) => name.split(".")[1] ?? []);
}

/**
 * The version that the news fragments ask for. With `zeroVersion` a breaking change of a 0.x project counts its
 * second number up, and only a fragment of the kind `major` makes it 1.0.0.
 */
export function nextByFragments(scm: ScmVersion, names: readonly string[], zeroVersion: boolean): string {
  const kinds = fragmentKinds(names);
  const has = (known: ReadonlySet<string>): boolean => kinds.some((kind) => known.has(kind));
  if (has(MAJOR)) {
    const next = nextMajor(scm.tag.text);
    if (!zeroVersion || kinds.includes("major") || next !== 1n) return `${next}.0.0`;
    return nextOfThree(scm.tag, 2);
  }
  if (has(MINOR)) return nextOfThree(scm.tag, 2);
  if (has(PATCH)) return nextOfThree(scm.tag, 3);
  return countUp(scm.tag.text);
}

function nextMajor(text: string): bigint {
  const major = (text.split(".")[0] ?? "").replace(/^v+/, "");
  if (/^[0-9]+$/.test(major)) return BigInt(major) + 1n;
  throw fault("bad-config", { reason: `towncrier-fragments cannot count the first number of ${text} up` });
}
