import { linePlaces } from "../../../text/line-places.ts";

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
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
    isReal: (text) => isRandom(text.slice(4)),
  },
  {
    kind: "a Google API key",
    marker: "AIza",
    pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    isReal: (text) => isRandom(text.slice(4)),
  },
  {
    kind: "a Stripe key",
    marker: "k_live_",
    pattern: /\b[sr]k_live_[A-Za-z0-9]{20,}\b/g,
    isReal: (text) => isRandom(text.slice(8)),
  },
  {
    kind: "a private key",
    marker: "PRIVATE KEY-----",
    pattern:
      /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s+((?:[A-Za-z0-9+/]{40,}={0,2}\s+)+)/g,
    isReal: (text) => isKeyBody(text.replace(/^-----[^-]+-----/, "")),
  },
];

/**
 * Finds credentials by structure, never by prefix alone: by our own patterns, then by those of a kept library.
 * Made-up ones (`EXAMPLE`, all one letter, the alphabet) are passed over.
 */
export async function findSecrets(text: string): Promise<readonly FoundSecret[]> {
  const found = new Map<number, FoundSecret>();
  const place = linePlaces(text);
  let seen = 0;
  const add = (kind: string, token: string, index: number): void => {
    if (MADE_UP.test(token)) return;
    const { line } = place(index);
    found.set(line, found.get(line) ?? { kind, masked: mask(kind, token), line });
  };
  for (const { kind, marker, pattern, isReal } of KINDS) {
    if (!text.includes(marker)) continue;
    for (const match of text.matchAll(pattern)) {
      seen += 1;
      if (found.size >= MANY || seen > MOST) break;
      if (isReal(match[0])) add(kind, match[0], match.index);
    }
  }
  // Nobody reads on, and the kept rules take minutes for thousands.
  if (found.size >= MANY || seen > MOST) return [...found.values()].sort((a, b) => a.line - b.line);
  const { findByKeptRules } = await import("./secretlint-rules.ts");
  for (const { token, index, kind } of await findByKeptRules(text)) {
    const isReal = token.includes("PRIVATE KEY") ? isPem(token) : isRandom(token);
    if (isReal) add(kind, token, index);
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}

/** So many credentials of one file are told. */
const MANY = 100;

/** So many beginnings of one, made up or not, are looked at. */
const MOST = 2000;

const MADE_UP =
  /EXAMPLE|example|xxxx|XXXX|0000000|1234567890(?!\d)[A-Za-z]*1234567890|abcdefghij|ABCDEFGHIJ|\.\.\.|placeholder|fake|dummy|redacted|your[-_]/;

function mask(kind: string, token: string): string {
  return kind === "a private key"
    ? "-----BEGIN PRIVATE KEY-----"
    : `${token.slice(0, Math.min(8, token.length / 3))}…`;
}

/** A random word has many different characters. */
function isRandom(text: string): boolean {
  return new Set(text).size >= Math.min(10, text.length / 2);
}

function isPem(text: string): boolean {
  return isKeyBody(text.replace(/^[\s\S]*?PRIVATE KEY[^-]*-----/, "").replace(/-----END[\s\S]*$/, ""));
}

/** The body of a key is DER (a SEQUENCE) or OpenSSH's own form. */
function isKeyBody(body: string): boolean {
  const bytes = Buffer.from(body.replaceAll(/\\n|\s/g, ""), "base64");
  return (
    (bytes[0] === 0x30 && bytes.length > 40) || bytes.subarray(0, 14).toString("latin1") === "openssh-key-v1"
  );
}
