import type { Version } from "../../version/pep440.ts";

/** An element between the brackets of a version tuple: where it stands, its value, and its quote. */
interface Item {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quote: string;
}

/** Names of the fourth element of tuples in the manner of `sys.version_info`. */
const LEVELS: Readonly<Record<string, "a" | "b" | "rc" | "final">> = {
  a: "a",
  alpha: "a",
  b: "b",
  beta: "b",
  c: "rc",
  rc: "rc",
  candidate: "rc",
  final: "final",
};

/** What a tuple says: its numbers and, when it has them, the level and serial of a pre-release. */
interface TupleVersion {
  readonly release: readonly bigint[];
  /** Null: the tuple has numbers only, so it says nothing of pre-releases. */
  readonly level: { readonly name: "a" | "b" | "rc" | "final"; readonly serial: bigint } | null;
  readonly items: readonly Item[];
}

/** Reads what stands between the brackets: `1, 2, 3` or `5, 1, 0, "alpha", 2`; null for anything else. */
export function readTuple(text: string): TupleVersion | null {
  const items = readItems(text);
  if (items === null) return null;
  const numbers = items.findIndex((item) => !/^\d+$/.test(item.value));
  const release = (numbers === -1 ? items : items.slice(0, numbers)).map((item) => BigInt(item.value));
  if (numbers === -1) return release.length < 2 ? null : { release, level: null, items };
  const [word, serial, more] = items.slice(numbers);
  const name = LEVELS[word?.value ?? ""];
  if (name === undefined || more !== undefined || numbers < 2) return null;
  if (serial !== undefined && !/^\d+$/.test(serial.value)) return null;
  if (serial === undefined && name !== "final") return null;
  return { release, level: { name, serial: BigInt(serial?.value ?? 0) }, items };
}

/** Whether a tuple states this version; one of numbers only is compared with the release. */
export function sameTuple(text: string, version: Version): boolean {
  const tuple = readTuple(text);
  if (tuple === null || rewriteTuple(text, version) === null) return false;
  const length = Math.max(tuple.release.length, version.release.length);
  for (let at = 0; at < length; at++) {
    if ((tuple.release[at] ?? 0n) !== (version.release[at] ?? 0n)) return false;
  }
  if (tuple.level === null) return true;
  const [name, serial] = version.pre ?? ["final", 0n];
  return tuple.level.name === name && (name === "final" || tuple.level.serial === serial);
}

/**
 * The same tuple with other values: separators, quotes and the words of the level are kept. Null when it has no place
 * for what the version says (a fourth number, a post-release, an epoch).
 */
export function rewriteTuple(text: string, version: Version): string | null {
  const tuple = readTuple(text);
  if (tuple === null || version.epoch !== 0n) return null;
  const count = tuple.release.length;
  if (version.release.slice(count).some((number) => number !== 0n)) return null;
  if (tuple.level !== null && (version.post !== null || version.dev !== null)) return null;
  const values = tuple.release.map((_, at) => String(version.release[at] ?? 0n));
  if (tuple.level !== null) {
    const [name, serial] = version.pre ?? ["final", 0n];
    if (version.pre !== null && tuple.items.length === count + 1) return null;
    values.push(levelWord(tuple.items[count]?.value ?? "", name), String(serial));
  }
  let made = text;
  for (const [at, item] of [...tuple.items.entries()].toReversed()) {
    made = made.slice(0, item.start) + item.quote + (values[at] ?? "") + item.quote + made.slice(item.end);
  }
  return made;
}

/** The word for a level: the one that is there when it means that level, else in its fashion, long or short. */
function levelWord(present: string, name: "a" | "b" | "rc" | "final"): string {
  if (LEVELS[present] === name) return present;
  if (name === "final" || name === "rc") return name;
  return present.length === 1 ? name : { a: "alpha", b: "beta" }[name];
}

function readItems(text: string): readonly Item[] | null {
  const items: Item[] = [];
  const pattern = /\s*(?:(\d+)|(["'])([A-Za-z0-9]+)\2)\s*(,|$)/y;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    if (items.length > 0 && text.slice(from).trim() === "") break;
    const match = pattern.exec(text);
    if (match === null) return null;
    const start = from + match[0].length - match[0].trimStart().length;
    const quote = match[2] ?? "";
    const value = match[1] ?? match[3] ?? "";
    items.push({ start, end: start + value.length + 2 * quote.length, value, quote });
  }
  return items.length === 0 ? null : items;
}
