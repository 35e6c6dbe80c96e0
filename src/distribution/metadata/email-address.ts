import { domainToASCII, domainToUnicode } from "node:url";
import { pythonRepr } from "../python-repr.ts";

const ATOM = "A-Za-z0-9_!#$%&'*+\\-/=?^`{|}~\\u0080-\\u{10ffff}";
const LOCAL = new RegExp(`^[${ATOM}]+(?:\\.[${ATOM}]+)*$`, "u");
const LOCAL_CHARACTER = new RegExp(`[.${ATOM}]`, "u");
const QUOTED_CHARACTER = /[\u0020-\u007e\u0080-\u{10ffff}]/u;
const DOMAIN_CHARACTER = /[A-Za-z0-9.\-\u0080-\u{10ffff}]/u;
/** Domains that never receive mail (RFC 6761 and successors). */
const SPECIAL = /(?:^|\.)(?:arpa|invalid|local|localhost|onion|test)$/;
const LONGEST_ADDRESS = 254;
const LONGEST_DOMAIN = 253;
const LONGEST_LABEL = 63;

/** Why PyPI refuses an address, in the words of the email-validator library, which it asks; null when it takes it. */
export function emailProblem(address: string): string | null {
  const parts = splitAddress(address);
  if (typeof parts === "string") return parts;
  const { local, quoted, domain } = parts;
  return (
    localProblem(local, quoted) ??
    (quoted && !LOCAL.test(local) ? "Quoting the part before the @-sign is not allowed here." : null) ??
    domainProblem(domain) ??
    lengthProblem(address, LONGEST_ADDRESS, "The email address is too long")
  );
}

interface AddressParts {
  readonly local: string;
  readonly quoted: boolean;
  readonly domain: string;
}

/** Parts an address at its first at sign outside of quotes; a text says why that cannot be done. */
function splitAddress(address: string): AddressParts | string {
  const before = /^(?:[^"@<]|"(?:[^"\\]|\\[^])*(?:"|$))*/.exec(address)?.[0] ?? "";
  if (before.length === address.length) {
    if (address.includes("＠"))
      return 'The email address has the "full-width" at-sign (@) character instead of a regular at-sign.';
    return "An email address must have an @-sign.";
  }
  const domain = address.slice(before.length).replace(/^@/, "");
  if (!before.startsWith('"')) return { local: before, quoted: false, domain };
  const close = /^"(?:[^"\\]|\\[^])*"/.exec(before)?.[0] ?? before;
  const behind = Array.from(before.slice(close.length));
  if (behind.length > 0) return `Extra character(s) found after close quote: ${behind.map(shown).join(", ")}`;
  const local = close.slice(1, close.endsWith('"') ? -1 : undefined).replaceAll(/\\([^])/g, "$1");
  return { local, quoted: true, domain };
}

function localProblem(local: string, quoted: boolean): string | null {
  if (local === "") return "There must be something before the @-sign.";
  if (LOCAL.test(local)) return unsafe(local, false);
  const where = quoted ? "in quotes before" : "before";
  const bad = listed(local, quoted ? QUOTED_CHARACTER : LOCAL_CHARACTER);
  if (bad !== null) return `The email address contains invalid characters ${where} the @-sign: ${bad}.`;
  if (quoted) return unsafe(local, true);
  if (local.endsWith(".")) return "An email address cannot have a period immediately before the @-sign.";
  if (local.startsWith(".")) return "An email address cannot start with a period.";
  return "An email address cannot have two periods in a row.";
}

function domainProblem(domain: string): string | null {
  if (domain === "") return "There must be something after the @-sign.";
  const bad = listed(domain, DOMAIN_CHARACTER);
  if (bad !== null) return `The part after the @-sign contains invalid characters: ${bad}.`;
  const plain = domain
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[。｡．]/g, ".");
  return (
    unsafe(domain, false) ??
    dotProblem(plain) ??
    encodedProblem(plain) ??
    (SPECIAL.test(plain)
      ? "The part after the @-sign is a special-use or reserved name that cannot be used with email."
      : null) ??
    idnaProblem(plain)
  );
}

/** Where dots and hyphens may not stand in a domain (RFC 952, RFC 1123). */
function dotProblem(domain: string): string | null {
  if (domain.endsWith(".")) return "An email address cannot end with a period.";
  if (domain.startsWith(".")) return "An email address cannot have a period immediately after the @-sign.";
  if (domain.includes("..")) return "An email address cannot have two periods in a row.";
  if (domain.endsWith("-")) return "An email address cannot end with a hyphen.";
  if (domain.startsWith("-")) return "An email address cannot have a hyphen immediately after the @-sign.";
  if (/\.-|-\./.test(domain)) return "An email address cannot have a period and a hyphen next to each other.";
  if (/(?:^|\.)(?!xn)[^.]{2}--/.test(domain))
    return "An email address cannot have two letters followed by two dashes immediately after the @-sign or after a period, except Punycode.";
  return null;
}

function encodedProblem(domain: string): string | null {
  const ascii = isAscii(domain) ? domain : domainToASCII(domain);
  if (ascii === "") return "The part after the @-sign is invalid.";
  const label = ascii.split(".").find((each) => each.length > LONGEST_LABEL) ?? "";
  return (
    lengthProblem(ascii, LONGEST_DOMAIN, "The email address is too long after the @-sign") ??
    lengthProblem(
      label,
      LONGEST_LABEL,
      "After the @-sign, periods cannot be separated by so many characters",
    ) ??
    (ascii.includes(".") ? null : "The part after the @-sign is not valid. It should have a period.") ??
    (/[a-z]$/i.test(ascii)
      ? null
      : "The part after the @-sign is not valid. It is not within a valid top-level domain.")
  );
}

/** A label that claims to be encoded (`xn--`) has to be, and to hold letters and digits only. */
function idnaProblem(domain: string): string | null {
  const labels = (isAscii(domain) ? domain : domainToASCII(domain)).split(".");
  const sound = labels.every((label) => {
    if (!label.startsWith("xn--")) return true;
    const decoded = domainToUnicode(label);
    return decoded !== label && /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\u{b7}-]*$/u.test(decoded) && !isAscii(decoded);
  });
  return sound ? null : "The part after the @-sign is not valid IDNA.";
}

function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text);
}

function lengthProblem(text: string, longest: number, what: string): string | null {
  const beyond = Buffer.byteLength(text) - longest;
  return beyond <= 0 ? null : `${what} (${beyond} character${beyond === 1 ? "" : "s"} too many).`;
}

/** Characters that would make a text unsafe to show: controls, blanks, a mark that combines with what stands before. */
function unsafe(text: string, blanks: boolean): string | null {
  const bad = [...text].filter((character, at) => {
    if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return false;
    if (/\p{M}/u.test(character)) return at === 0;
    return !(blanks && /\p{Zs}/u.test(character));
  });
  if (bad.length === 0) return null;
  return `The email address contains unsafe characters: ${[...new Set(bad)].sort().map(shown).join(", ")}.`;
}

/** The characters that a class lacks, named and sorted; null when there are none. */
function listed(text: string, allowed: RegExp): string | null {
  const bad = new Set([...text].filter((character) => !allowed.test(character)).map(shown));
  return bad.size === 0 ? null : [...bad].sort().join(", ");
}

/** Unicode's names of the invisible characters that are met in practice. */
const NAMES: Readonly<Record<string, string>> = {
  " ": "SPACE",
  "\u00a0": "NO-BREAK SPACE",
  "\u00ad": "SOFT HYPHEN",
  "\u200b": "ZERO WIDTH SPACE",
  "\u200c": "ZERO WIDTH NON-JOINER",
  "\u200d": "ZERO WIDTH JOINER",
  "\u200e": "LEFT-TO-RIGHT MARK",
  "\u200f": "RIGHT-TO-LEFT MARK",
  "\u202f": "NARROW NO-BREAK SPACE",
  "\u3000": "IDEOGRAPHIC SPACE",
  "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
};

function shown(character: string): string {
  if (character === "\\") return '"\\"';
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return pythonRepr(character);
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return NAMES[character] ?? `U+${code.padStart(4, "0")}`;
}
