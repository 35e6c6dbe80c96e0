import { domainToASCII, domainToUnicode } from "node:url";

/** The bare address of a header such as `Ada <ada@good.dev>, Bob <b@good.dev>`: PyPI looks at the first one only. */
export function firstAddress(text: string): string {
  const angle = /<([^<>]*)>/.exec(text);
  const before = text.slice(0, angle?.index ?? text.length);
  // A comma in front of the bracket ends the first address, unless it stands in quotes.
  const comma = before.replaceAll(/"[^"]*"/g, (quoted) => "_".repeat(quoted.length)).indexOf(",");
  if (angle !== null && comma === -1) return (angle[1] ?? "").trim();
  return (comma === -1 ? before : before.slice(0, comma)).trim();
}

const LOCAL =
  /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\u{10ffff}]+(\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\u{10ffff}]+)*$/u;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;
/** Domains that never receive mail (RFC 6761 and successors); PyPI refuses them. */
const SPECIAL = /(^|\.)(arpa|invalid|local|localhost|onion|test)$/i;

/** Whether PyPI takes an address: a dot-atom, an `@`, a domain with a dot that can exist (RFC 5322 in practice). */
export function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  if (at <= 0) return false;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (domain.length > 253 || !LOCAL.test(local) || SPECIAL.test(domain)) return false;
  const labels = domain.split(".");
  return (
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && LABEL.test(label) && isEncoded(label)) &&
    /[a-z]$/i.test(domainToASCII(domain))
  );
}

/** Whether a label that claims to be encoded (`xn--`) is, and holds letters and digits only. */
function isEncoded(label: string): boolean {
  if (!/^xn--/i.test(label)) return true;
  const decoded = domainToUnicode(label);
  return /^[ -~]*$/.test(label) && !/^xn--/i.test(decoded) && LABEL.test(decoded) && !/\p{Lu}/u.test(decoded);
}
