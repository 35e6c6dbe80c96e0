import { normalizeName } from "../../version/names.ts";
import table from "./popular-names.json" with { type: "json" };

/** The projects whose names are imitated. */
const POPULAR: readonly string[] = table.names;
const KNOWN: ReadonlySet<string> = new Set(POPULAR);

/** Keys beside each other on a QWERTY keyboard, and characters that look alike. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: "qwsz",
  b: "vghn",
  c: "xdfv",
  d: "erfcxs",
  e: "34rdsw",
  f: "rtgvcd",
  g: "tyhbvf",
  h: "yujnbg",
  i: "189olkju",
  j: "uikmnh",
  k: "iolmj",
  l: "iopk1",
  m: "njk",
  n: "bhjm",
  o: "90pli",
  p: "0o",
  q: "12wa",
  r: "45tfde",
  s: "wedxza5",
  t: "56ygfr",
  u: "78ijyv",
  v: "cfgbu",
  w: "23esaq",
  x: "zsdc",
  y: "67uhti",
  z: "asx",
  "0": "9op",
  "1": "2qil",
  "2": "1qw3",
  "3": "2we4",
  "4": "3er5",
  "5": "4rt6s",
  "6": "5ty7",
  "7": "6yu8",
  "8": "7ui9",
  "9": "8io0",
};

/**
 * The popular project that a name is probably a slip of: a character twice, left out or swapped with its neighbour, words
 * in another order, a key beside the right one. Null for anything else, also for a popular name itself.
 */
export function popularLookalike(name: string): string | null {
  const own = normalizeName(name);
  if (KNOWN.has(own) || own.length < 4) return null;
  return POPULAR.find((popular) => popular.length > 3 && isSlip(own, popular)) ?? null;
}

function isSlip(own: string, popular: string): boolean {
  if (own.length === popular.length + 1) return isDoubled(own, popular);
  if (own.length === popular.length - 1)
    return Array.from(popular).some((_, at) => without(popular, at) === own);
  if (own.length !== popular.length) return false;
  const differing = Array.from(own).flatMap((character, at) => (character === popular[at] ? [] : [at]));
  const [first = -1, second = -1] = differing;
  if (differing.length === 1) return NEIGHBOURS[popular[first] ?? ""]?.includes(own[first] ?? "") ?? false;
  if (differing.length === 2 && second === first + 1)
    return own[first] === popular[second] && own[second] === popular[first];
  return own.includes("-") && words(own) === words(popular);
}

function isDoubled(own: string, popular: string): boolean {
  return Array.from(own).some((character, at) => character === own[at + 1] && without(own, at) === popular);
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

function words(name: string): string {
  return name.split("-").sort().join("-");
}
