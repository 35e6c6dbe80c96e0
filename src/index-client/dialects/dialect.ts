/** What a kind of index does in its own way. One file each; the list is `registry.ts`. */
export interface IndexDialect {
  /** As people write it after `--index-kind`. */
  readonly id: string;
  readonly title: string;
  /** True when uploads to this address go to an index of this kind. */
  readonly recognises: (uploadUrl: URL) => boolean;
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
  /** True for an answer that says that a file of this name is there; only its digest tells whether it is ours. */
  readonly alreadyThere: (status: number, message: string) => boolean;
  /** True when another file of the same name takes the old one's place without a word: then only we stand guard. */
  readonly overwrites: boolean;
  /** Form fields that have to be there, even empty. */
  readonly alwaysSent: readonly string[];
}

/** The usual thing: what a dialect does not say for itself. */
export const ORDINARY: Omit<IndexDialect, "id" | "title" | "recognises" | "recognisedBy" | "simpleUrl"> = {
  site: () => null,
  sendsOn: false,
  isPyPI: false,
  trustedPublishing: false,
  attestations: false,
  tokenUser: "__token__",
  alreadyThere: (status, message) => status === 409 || (status === 400 && /already exist/i.test(message)),
  overwrites: false,
  alwaysSent: [],
};

/** An address below an upload address, with one slash at its end. */
export function below(url: URL, path: string): string {
  const base = new URL(url.href);
  base.pathname = `${base.pathname.replace(/\/+$/, "")}/${path}/`;
  base.search = "";
  return base.href;
}
