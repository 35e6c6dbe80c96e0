import { MODE_IDS, type ModeId } from "../../toolbox/modes/registry.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";

/** What an expression is asked about. */
export interface CellFacts {
  readonly artifact: string;
  readonly source: string;
  readonly mode: string;
  /** As far as it is known: `3.14`, `3.11.7`. */
  readonly python: string;
  readonly extras: readonly string[];
}

/** A choice of cells. */
export type CellFilter = (cell: CellFacts) => boolean;

/** A text that is no choice of cells, and why. */
export interface BadExpression {
  readonly problem: string;
}

const FIELDS = ["artifact", "source", "mode", "python", "extra"] as const;
type Field = (typeof FIELDS)[number];

/**
 * Reads a choice of cells: `mode=pipx,uv-tool and python>=3.11`, `not (artifact=sdist or extra=web)`. `=` and `!=` take
 * several values, with commas; `python` has an order besides.
 */
export function parseCellExpression(text: string): CellFilter | BadExpression {
  const words = wordsOf(text);
  let at = 0;
  try {
    const filter = either();
    if (at < words.length) throw new Unreadable(`"${words[at]}" is one word too many`);
    return filter;
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }

  function either(): CellFilter {
    let left = both();
    while (words[at] === "or") {
      at += 1;
      const [first, second] = [left, both()];
      left = (cell) => first(cell) || second(cell);
    }
    return left;
  }

  function both(): CellFilter {
    let left = one();
    while (words[at] === "and") {
      at += 1;
      const [first, second] = [left, one()];
      left = (cell) => first(cell) && second(cell);
    }
    return left;
  }

  function one(): CellFilter {
    const word = words[at];
    at += 1;
    if (word === undefined) throw new Unreadable("it ends where a condition is due");
    if (word === "not") {
      const inner = one();
      return (cell) => !inner(cell);
    }
    if (word !== "(") return condition(word);
    const inner = either();
    if (words[at] !== ")") throw new Unreadable('a ")" is missing');
    at += 1;
    return inner;
  }
}

/** What a choice names: modes and extras that it names are tried, though the settings do not ask for them. */
export function namedInCells(text: string | undefined): {
  readonly modes: readonly ModeId[];
  readonly extras: boolean;
} {
  const conditions = wordsOf(text ?? "").flatMap((word) => readCondition(word) ?? []);
  const named = (field: Field): readonly string[] =>
    conditions
      .filter((each) => each.field === field && isEqual(each))
      .flatMap(({ value }) => value.split(","));
  const modes = new Set(named("mode"));
  return {
    modes: MODE_IDS.filter((id) => modes.has(id)),
    extras: named("extra").some((each) => each !== "none"),
  };
}

class Unreadable extends Error {}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/\(|\)|[^\s()]+/g)].map((match) => match[0]);
}

/** A word of the form `FIELD=VALUE`. */
interface Condition {
  readonly field: Field;
  readonly sign: string;
  readonly value: string;
}

function readCondition(word: string): Condition | null {
  const [, name, sign = "", value = ""] = /^([a-z]+)(==|!=|>=|<=|=|>|<)(.+)$/.exec(word) ?? [];
  const field = FIELDS.find((each) => each === name);
  return field === undefined ? null : { field, sign, value };
}

function isEqual({ sign }: Condition): boolean {
  return sign === "=" || sign === "==";
}

function condition(word: string): CellFilter {
  const read = readCondition(word);
  if (read === null)
    throw new Unreadable(`"${word}" is no condition: FIELD=VALUE, with one of ${FIELDS.join(", ")}`);
  const { field, sign, value } = read;
  if (isEqual(read) || sign === "!=") {
    const wanted = value.split(",");
    return (cell) => wanted.some((each) => has(cell, field, each)) === isEqual(read);
  }
  if (field !== "python") throw new Unreadable(`${field} has no order: "${word}"`);
  const bound = parseVersion(value);
  if (bound === null) throw new Unreadable(`"${value}" is no version of Python`);
  return ({ python }) => {
    const version = parseVersion(python);
    if (version === null) return false;
    const order = compareVersions(version, bound);
    // 3.11.7 is not above 3.11: what is named by two numbers means all of its patches.
    const isWithin = `${python}.`.startsWith(`${value}.`);
    if (isWithin) return sign.endsWith("=");
    return sign.startsWith(">") ? order > 0 : order < 0;
  };
}

function has(cell: CellFacts, field: Field, value: string): boolean {
  if (field === "python") return `${cell.python}.`.startsWith(`${value}.`);
  if (field === "extra") return value === "none" ? cell.extras.length === 0 : cell.extras.includes(value);
  return cell[field] === value;
}
