import { isWebAddress } from "../../distribution/acceptance/url-rules.ts";

/** What is wrong with an address that PyPI takes and no browser opens; null when nothing is, or when PyPI rejects it. */
export function webUrlDefect(text: string): string | null {
  if (!isWebAddress(text)) return null;
  if (/\s/.test(text.trim())) return "contains a space";
  const host = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1]?.replace(/^[^@]*@/, "") ?? "";
  return host.replace(/:\d*$/, "") === "" ? "has no host" : null;
}

/** Whether the text names some scheme, or is an scp-like address (`git@host:path`). */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) || /^[^@\s/]+@[^:\s/]+:/.test(text);
}
