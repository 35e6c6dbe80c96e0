/** An answer of an index, as far as it shows what software gave it. */
export interface SeenAnswer {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body. */
  readonly text: string;
}

/** What a kind of index does in its own way. One file each; the list is `registry.ts`. */
export interface IndexDialect {
  /** As people write it after `--index-kind`. */
  readonly id: string;
  readonly title: string;
  /** True when uploads to this address go to an index of this kind. */
  readonly recognises: (uploadUrl: URL) => boolean;
  /** True when an answer shows that an index of this kind gave it: for addresses that show nothing. */
  readonly answers: (answer: SeenAnswer) => boolean;
  /** The parent of the project pages that belongs to an upload address; null: cannot be told. */
  readonly simpleUrl: (uploadUrl: URL) => string | null;
  /** The web site of the index, without a slash at the end; null: not known. */
  readonly site: (uploadUrl: URL) => string | null;
  /** How an address shows that an index of this kind is behind it, for people. */
  readonly recognisedBy: string;
  /** True when readers of a project that it does not have are sent on to another index. */
  readonly sendsOn: boolean;
  /** True for PyPI's rules: tokens only, 14 days, burnt names, one sdist a release. */
  readonly isPyPI: boolean;
  /** Whether identities of workflows are exchanged for tokens. */
  readonly trustedPublishing: boolean;
  readonly attestations: boolean;
  /** The user's name beside a token, when nobody said another one. */
  readonly tokenUser: string;
  /** True when another file of the same name takes the old one's place without a word: then only we stand guard. */
  readonly overwrites: boolean;
  /** How many files are sent at once, when the first one has made the release. */
  readonly uploadsAtOnce: number;
  /** Whether it is asked for the Upload 2.0 API (PEP 694); of the others it is known that they have none. */
  readonly mayStage: boolean;
  /** Form fields that have to be there, even empty. */
  readonly alwaysSent: readonly string[];
}

/** The usual thing: what a dialect does not say for itself. */
export const ORDINARY: Omit<IndexDialect, "id" | "title" | "recognises" | "recognisedBy" | "simpleUrl"> = {
  answers: () => false,
  site: () => null,
  sendsOn: false,
  isPyPI: false,
  trustedPublishing: false,
  attestations: false,
  tokenUser: "__token__",
  overwrites: false,
  uploadsAtOnce: 3,
  mayStage: false,
  alwaysSent: [],
};

/** An address below an upload address, with one slash at its end. */
export function below(url: URL, path: string): string {
  const base = new URL(url.href);
  base.pathname = `${base.pathname.replace(/\/+$/, "")}/${path}/`;
  base.search = "";
  return base.href;
}

/** An address whose last part is another one, with one slash at its end; without that part it is put below. */
export function replacedEnd(url: URL, end: string, other: string): string {
  const path = url.pathname.replace(/\/+$/, "");
  const parts = path.split("/");
  const last = parts.at(-1);
  if (last !== end && last !== other) return below(url, other);
  return new URL(`${[...parts.slice(0, -1), other].join("/")}/`, url.origin).href;
}
