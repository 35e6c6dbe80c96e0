import type { Explanation } from "../check/engine/rule-pages.ts";
import type { Cause } from "./causes/cause.ts";
import { BUILDING_CAUSES } from "./causes/building.ts";
import { HOST_CAUSES } from "./causes/hosts.ts";
import { INSTALLING_CAUSES } from "./causes/installing.ts";
import { PUBLISHING_CAUSES } from "./causes/publishing.ts";
import { RUNNING_CAUSES } from "./causes/running.ts";
import { explain } from "./explain.ts";
import { explainMessage, plainText, type ExplainedMessage } from "./explain-message.ts";

/** A cause that a pasted text shows. */
export interface FoundCause {
  readonly id: string;
  readonly what: string;
  readonly fix: string;
  readonly rules: readonly Explanation[];
}

/** A pasted text, explained: the top cause first. */
export interface ExplainedPaste {
  /** The index's own words, when the text holds some. */
  readonly answer: ExplainedMessage | null;
  readonly causes: readonly FoundCause[];
}

/** Every cause by kind, the more specific ones first: where two match, the first is the nearer one. */
export const CAUSES: readonly Cause[] = [
  ...PUBLISHING_CAUSES,
  ...BUILDING_CAUSES,
  ...HOST_CAUSES,
  ...INSTALLING_CAUSES,
  ...RUNNING_CAUSES,
];

/** Longer than this nothing is read: a log's end says what failed. */
const LONGEST = 50_000;

/** A test that passed: its name and its notes are no failure. */
const PASSED = /^\S+::\S+ PASSED\b.*$/gm;

/**
 * Explains what a person pasted: answers of an index, output of pip, uv, twine, a build, a shell, Python, GitHub or
 * GitLab, one line or a whole log. Null when nothing in it is known: no explanation is better than a wrong one.
 */
export function explainPasted(pasted: string): ExplainedPaste | null {
  const read = pasted.slice(-LONGEST).replaceAll(PASSED, "");
  const text = plainText(read);
  const answer = explainMessage(read);
  const found = CAUSES.flatMap((cause) => {
    const match = cause.match.exec(text);
    return match === null ? [] : [{ cause, match }];
  });
  if (answer === null && found.length === 0) return null;
  // What a general cause matches within a special one's words is the same failure.
  const distinct = found.filter(
    ({ match }, at) =>
      !found
        .slice(0, at)
        .some((other) => other.match.index <= match.index && endOf(other.match) >= endOf(match)),
  );
  const ordered = distinct.toSorted(
    (a, b) => Number(a.cause.isConsequence ?? false) - Number(b.cause.isConsequence ?? false),
  );
  return { answer, causes: ordered.map(({ cause, match }) => filled(cause, match)) };
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

function filled({ id, what, fix, rules = [] }: Cause, match: RegExpExecArray): FoundCause {
  const groups = match.slice(1).filter((group) => group !== undefined);
  const fill = (text: string): string =>
    text.replaceAll(/\{(\d)\}/g, (_, at: string) => groups[Number(at) - 1]?.slice(0, 120) ?? "it");
  const known = rules.map((code) => explain(code)).filter((each) => each !== null);
  return { id, what: fill(what), fix: fill(fix), rules: known };
}
