import data from "./values.json" with { type: "json" };

/** Metadata and file names in thousands of spellings, sound and broken: what the differential test puts to both sides. */

/** The fields of a form, or a file name. */
export type Variation =
  | { readonly fields: readonly (readonly [form: string, value: string])[] }
  | { readonly file: string };

/** Values that a field may have, good and bad by turns; each is also mutated. */
const VALUES: Readonly<Record<string, readonly string[]>> = data.values;

/** Fields of which a form may have several. */
const REPEATED: ReadonlySet<string> = new Set(data.repeated);

/** The parts of a file name, the usual one first. */
const FILE_PARTS: readonly (readonly string[])[] = data.fileParts;

/** So many variations, the same for the same seed. */
export function* variations(count: number, seed: number): Generator<Variation> {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const fields = Object.keys(VALUES);
  // First every value as it stands, then mixtures and mutations.
  const plain = fields.flatMap((field) => (VALUES[field] ?? []).map((value) => [field, value] as const));
  for (const [field, value] of plain.slice(0, count))
    yield form([[field, value]], field === "license" ? "2.4" : "2.5");
  for (let made = plain.length; made < count; made += 1) {
    if (random() < 0.25) {
      yield { file: fileName(pick, random) };
      continue;
    }
    const chosen = Array.from({ length: random() < 0.7 ? 1 : 2 }, (): readonly [string, string] => {
      const field = pick(fields);
      const value = pick(VALUES[field] ?? [""]);
      return [field, random() < 0.55 ? mutated(value, pick, random) : value];
    });
    yield form(chosen, random() < 0.8 ? "2.5" : pick(VALUES["metadata_version"] ?? []));
  }
}

function form(changes: readonly (readonly [string, string])[], metadataVersion: string): Variation {
  const base: [string, string][] = [
    ["metadata_version", metadataVersion],
    ["name", "demo"],
    ["version", "1.0"],
  ];
  const replaced = new Set(changes.flatMap(([field]) => (REPEATED.has(field) ? [] : [field])));
  return { fields: [...base.filter(([field]) => !replaced.has(field)), ...changes] };
}

const PIECES = [
  " ",
  "-",
  ".",
  ",",
  ";",
  "(",
  ")",
  "[",
  "]",
  "*",
  "+",
  "'",
  '"',
  "=",
  "<",
  "0",
  "a",
  "Z",
  "_",
  "/",
  "@",
  ":",
  "ä",
  "\t",
  "%",
  "#",
  "!",
  "~",
  "\\",
  "1.0",
];

/** One character dropped, doubled, swapped or put in. */
function mutated(text: string, pick: <T>(list: readonly T[]) => T, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + (text[at] ?? "") + text.slice(at);
    case 2:
      return text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);
    default:
      return text.slice(0, at) + pick(PIECES) + text.slice(at);
  }
}

function fileName(pick: <T>(list: readonly T[]) => T, random: () => number): string {
  const [names = [], versions = [], builds = [], pythons = [], abis = [], platforms = []] = FILE_PARTS;
  const usual = <T>(list: readonly T[]): T => (random() < 0.75 ? (list[0] as T) : pick(list));
  if (random() < 0.4)
    return `${usual(names)}-${usual(versions)}${random() < 0.9 ? ".tar.gz" : pick([".zip", ".tar.bz2", ".tgz"])}`;
  const build = random() < 0.3 ? pick(builds) : "";
  const parts = [
    usual(names),
    usual(versions),
    ...(build === "" ? [] : [build]),
    usual(pythons),
    usual(abis),
    usual(platforms),
  ];
  return `${parts.join("-")}.whl`;
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
