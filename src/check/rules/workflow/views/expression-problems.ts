import {
  ExpressionError,
  parseExpression,
  type Expression,
} from "../../../../tree/workflows/expression-tree.ts";
import { nearest } from "../../../../text/nearest.ts";

/** What is wrong with an expression, by offsets in its text. */
export interface ExpressionProblem {
  readonly message: string;
  readonly help: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is right elsewhere: the message then lacks the place. */
  readonly ofPlace?: true;
}

/** Functions that every expression has, with the fewest and the most arguments. */
const FUNCTIONS: readonly string[] = [
  "case(3,MAX)",
  "contains(2,2)",
  "endsWith(2,2)",
  "format(1,MAX)",
  "fromJSON(1,1)",
  "join(1,2)",
  "startsWith(2,2)",
  "toJSON(1,1)",
];

const ALL_CONTEXTS: ReadonlySet<string> = new Set(
  "github env vars job jobs steps runner secrets strategy matrix needs inputs".split(" "),
);

/** The same few expressions are in every file: a verdict is kept by the list of the place and by the text. */
const verdicts = new WeakMap<readonly string[], Map<string, ExpressionProblem | null>>();
/** More than that is no repetition, and would only be held. */
const MOST_VERDICTS = 5_000;

/** Where GitHub rejects an expression: its syntax is wrong, or it uses what its place (`allowed`, as the schema has it) does not know. */
export function expressionProblem(source: string, allowed: readonly string[]): ExpressionProblem | null {
  const known = verdicts.get(allowed) ?? new Map<string, ExpressionProblem | null>();
  verdicts.set(allowed, known);
  const before = known.get(source);
  if (before !== undefined) return before;
  const verdict = verdictOn(source, allowed);
  if (known.size < MOST_VERDICTS) known.set(source, verdict);
  return verdict;
}

function verdictOn(source: string, allowed: readonly string[]): ExpressionProblem | null {
  if (source.trim() === "")
    return { message: "the expression is empty", help: "remove the braces", start: 0, end: source.length };
  try {
    return firstProblem(parseExpression(source), allowed);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { message: error.message, help: error.help, start: error.start, end: error.end };
  }
}

function firstProblem(expression: Expression, allowed: readonly string[]): ExpressionProblem | null {
  const parts = (): readonly Expression[] => {
    if (expression.kind === "not") return [expression.of];
    if (expression.kind === "binary") return [expression.left, expression.right];
    if (expression.kind === "call") return expression.given;
    if (expression.kind !== "member") return [];
    return expression.key === "*" ? [expression.of] : [expression.of, expression.key];
  };
  const own =
    expression.kind === "context"
      ? contextProblem(expression, allowed)
      : expression.kind === "call"
        ? callProblem(expression, allowed)
        : null;
  return (
    own ??
    parts()
      .map((each) => firstProblem(each, allowed))
      .find((each) => each !== null) ??
    null
  );
}

function contextProblem(
  { name, start, end }: Extract<Expression, { kind: "context" }>,
  allowed: readonly string[],
): ExpressionProblem | null {
  const contexts = allowed.filter((each) => !each.includes("("));
  const lower = name.toLowerCase();
  if (contexts.includes(lower)) return null;
  if (!ALL_CONTEXTS.has(lower)) {
    const near = nearest(name, contexts);
    const help = near === null ? `put the text in single quotes: '${name}'` : `write ${near}`;
    return { message: `${name} is not a context of GitHub`, help, start, end };
  }
  const help =
    contexts.length === 0 ? "write the value out" : (HELP[lower] ?? `use only ${contexts.join(", ")} here`);
  return { message: `the context ${lower} is not available`, help, start, end, ofPlace: true };
}

const HELP: Readonly<Record<string, string>> = {
  secrets:
    "pass the secret to the step as an environment variable, and test in its command whether the variable is empty",
  matrix: "move the condition to the steps of the job, which know the matrix",
  env: "use vars or an output of an earlier job instead of env",
};

function callProblem(
  { name, given, start, end }: Extract<Expression, { kind: "call" }>,
  allowed: readonly string[],
): ExpressionProblem | null {
  const known = [...FUNCTIONS, ...allowed.filter((each) => each.includes("("))];
  const found = known.find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}(`));
  const names = known.map((each) => each.split("(", 1)[0] ?? "");
  if (found === undefined) {
    const near = nearest(name, names);
    const isStatus = /^(?:always|success|failure|cancelled|hashFiles)$/i.test(name);
    const help = near === null ? `use only ${names.join(", ")} here` : `write ${near}`;
    return isStatus
      ? { message: `${name}() is not available`, help, start, end, ofPlace: true }
      : { message: `${name} is not a function of GitHub`, help, start, end };
  }
  const [, fewest = "0", most = "MAX"] = /\((\d+),(\w+)\)$/.exec(found) ?? [];
  const isMore = most !== "MAX" && given.length > Number(most);
  if (given.length >= Number(fewest) && !isMore) return null;
  const count = fewest === most ? fewest : most === "MAX" ? `at least ${fewest}` : `${fewest} to ${most}`;
  return {
    message: `${name} has ${given.length} arguments and takes ${count}`,
    help: `give ${name} ${count}`,
    start,
    end,
  };
}
