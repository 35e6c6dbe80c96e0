/** The remote that counts, without credentials, and the names of all when none of them is decided. */
interface ChosenRemote {
  readonly remoteUrl: string | null;
  readonly undecidedRemotes?: readonly string[];
}

/** The remotes of `git config --get-regexp`, their addresses with `url.*.insteadOf` applied. */
export function parseRemotes(text: string, upstream: string | null): ChosenRemote {
  const remotes = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, url] = /^remote\.(.*)\.url (.*)$/.exec(line) ?? [];
    if (name !== undefined && url !== undefined && !remotes.has(name)) remotes.set(name, url);
  }
  const followed = [...remotes.keys()].find((name) => upstream?.startsWith(`${name}/`) === true);
  const decided = remotes.get("origin") ?? remotes.get(followed ?? "");
  const [first] = remotes.values();
  const chosen = rewritten(decided ?? first, text);
  return {
    remoteUrl: chosen === undefined ? null : withoutCredentials(chosen),
    ...(decided === undefined && remotes.size > 1 && { undecidedRemotes: [...remotes.keys()] }),
  };
}

/** The address that git uses: the longest `insteadOf` that it begins with is replaced. */
function rewritten(url: string | undefined, text: string): string | undefined {
  const rules = Array.from(
    text.matchAll(/^url\.(.*)\.insteadof (.+)$/gm),
    ([, base = "", start = ""]) => [base, start] as const,
  );
  const [rule] = rules
    .filter(([, start]) => url?.startsWith(start) === true)
    .toSorted(([, a], [, b]) => b.length - a.length);
  return url === undefined || rule === undefined ? url : `${rule[0]}${url.slice(rule[1].length)}`;
}

/** Drops `user:password@` of an address; the bare user of an scp-like address (`git@host:path`) is no secret. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1");
}
