/** Something in a file that has the structure of a credential. */
export interface FoundSecret {
  readonly kind: string;
  /** Its beginning, the rest replaced: safe to show. */
  readonly masked: string;
  /** 1-based. */
  readonly line: number;
}

interface SecretKind {
  readonly kind: string;
  /** A cheap test before the pattern. */
  readonly marker: string;
  readonly pattern: RegExp;
  readonly isReal: (text: string) => boolean;
}

const KINDS: readonly SecretKind[] = [
  {
    kind: "a PyPI token",
    marker: "pypi-A",
    pattern: /\bpypi-AgE[A-Za-z0-9_-]{70,}/g,
    // A macaroon: the text behind the prefix is base64 that names the index.
    isReal: (text) => /pypi/.test(Buffer.from(text.slice(5), "base64url").toString("latin1").slice(0, 64)),
  },
  {
    kind: "a GitHub token",
    marker: "gh",
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g,
    isReal: (text) => isRandom(text.slice(4)),
  },
  {
    kind: "a GitHub token",
    marker: "github_pat_",
    pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g,
    isReal: (text) => isRandom(text.slice(11)),
  },
  {
    kind: "an AWS access key",
    marker: "AKIA",
    pattern: /\bAKIA[A-Z2-7]{16}\b/g,
    isReal: (text) => !text.includes("EXAMPLE") && isRandom(text.slice(4)),
  },
  {
    kind: "a private key",
    marker: "PRIVATE KEY-----",
    pattern:
      /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s+((?:[A-Za-z0-9+/]{40,}={0,2}\s+)+)/g,
    isReal: (text) => isKeyBody(text.replace(/^-----[^-]+-----/, "")),
  },
];

/** Finds credentials by structure, never by prefix alone; made-up ones (`EXAMPLE`, all one letter) are passed over. */
export function findSecrets(bytes: Uint8Array): readonly FoundSecret[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const found: FoundSecret[] = [];
  for (const { kind, marker, pattern, isReal } of KINDS) {
    if (!text.includes(marker)) continue;
    for (const match of text.matchAll(pattern)) {
      if (!isReal(match[0])) continue;
      const line = text.slice(0, match.index).split("\n").length;
      const shown = kind === "a private key" ? "-----BEGIN PRIVATE KEY-----" : `${match[0].slice(0, 8)}…`;
      found.push({ kind, masked: shown, line });
    }
  }
  return found;
}

/** A random word has many different characters. */
function isRandom(text: string): boolean {
  return new Set(text).size >= Math.min(10, text.length / 2);
}

/** The body of a key is DER (a SEQUENCE) or OpenSSH's own form. */
function isKeyBody(body: string): boolean {
  const bytes = Buffer.from(body.replaceAll(/\s/g, ""), "base64");
  return (
    (bytes[0] === 0x30 && bytes.length > 40) || bytes.subarray(0, 14).toString("latin1") === "openssh-key-v1"
  );
}
