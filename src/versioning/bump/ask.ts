import { nearest } from "../../text/nearest.ts";
import { parseVersion } from "../../version/pep440.ts";
import type { Ask } from "./decide.ts";
import type { PreLetter } from "./next-version.ts";

const PRE: Readonly<Record<string, PreLetter>> = { a: "a", alpha: "a", b: "b", beta: "b", rc: "rc" };

/** Every word that a bump understands in first place; a version is one too. */
export const BUMP_WORDS: readonly string[] = [
  "auto",
  "major",
  "minor",
  "patch",
  "pre",
  "alpha",
  "beta",
  "rc",
  "final",
  "post",
  "dev",
];

/** Words that name a kind of pre-release. */
export const PRE_WORDS: readonly string[] = ["alpha", "beta", "rc"];

/**
 * Reads what follows `version bump`: `minor`, `pre rc`, `rc`, `1.4.0`; nothing is `auto`. `pre` is the value of the
 * option `--pre`, which goes with `auto` and the three levels. An Error-like text says what is wrong.
 */
export function parseAsk(words: readonly string[], pre: string | null): Ask | { readonly wrong: string } {
  const [word = "auto", ...more] = words;
  const letter = pre === null ? null : (PRE[pre] ?? null);
  if (pre !== null && letter === null)
    return { wrong: `--pre is one of ${PRE_WORDS.join(", ")}, not ${pre}` };
  if (word === "pre") return preAsk(more, pre);
  if (more.length > 0) return { wrong: `too many arguments: ${words.join(" ")}` };
  if (word === "auto") return { kind: "auto", pre: letter };
  if (word === "major" || word === "minor" || word === "patch") {
    return { kind: "level", level: word, pre: letter };
  }
  if (pre !== null)
    return { wrong: `--pre can be combined with auto, major, minor and patch, not with ${word}` };
  const kind = PRE[word];
  if (kind !== undefined) return { kind: "pre", pre: kind };
  if (word === "final" || word === "post" || word === "dev") return { kind: word };
  const version = parseVersion(word);
  if (version !== null) return { kind: "exact", version };
  const hint = nearest(word, BUMP_WORDS);
  return {
    wrong: `${word} is neither a level nor a version${hint === null ? "" : `; did you mean ${hint}?`}`,
  };
}

function preAsk(more: readonly string[], pre: string | null): Ask | { readonly wrong: string } {
  const [word] = more;
  const kind = PRE[word ?? pre ?? ""];
  if (kind === undefined || more.length > 1 || (word !== undefined && pre !== null)) {
    return { wrong: `pre must be followed by one of ${PRE_WORDS.join(", ")}` };
  }
  return { kind: "pre", pre: kind };
}
