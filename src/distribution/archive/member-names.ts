import type { ArchiveProblem } from "./archive.ts";
import { zipRefused } from "../pypi-messages.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A member's name, decoded. `valid` is false when the bytes are no UTF-8; then every byte is a Latin-1 character. */
export function decodeName(bytes: Uint8Array): { readonly name: string; readonly valid: boolean } {
  try {
    return { name: utf8.decode(bytes), valid: true };
  } catch {
    return { name: Buffer.from(bytes).toString("latin1"), valid: false };
  }
}

/** What makes a name dangerous on some system, or null. */
export function nameDanger(name: string): string | null {
  if (name.startsWith("/")) return "is absolute";
  if (name.includes("\\")) return "has a backslash, which separates folders only on Windows";
  if (/^[A-Za-z]:/.test(name)) return "begins with a drive letter";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(name)) return "points outside the tree";
  return null;
}

/** Problems with a name itself (A014, A016), whatever the archive. PyPI's words belong to zips only. */
export function* nameProblems(name: string, valid: boolean, zip: boolean): Generator<ArchiveProblem> {
  const shown = JSON.stringify(name);
  if (!valid) {
    const pypi = zip ? { pypi: zipRefused("Filename not unicode") } : {};
    const message = `The name of the member ${shown} is not UTF-8.`;
    yield { code: "A014", slug: "member-name-not-utf-8", message, entry: name, ...pypi };
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(name)) {
    const pypi = zip ? { pypi: zipRefused("Invalid character in filename") } : {};
    const message = `The name of the member ${shown} contains a control character.`;
    yield { code: "A014", slug: "member-name-control-character", message, entry: name, ...pypi };
  }
  const danger = nameDanger(name);
  if (danger !== null)
    yield {
      code: "A016",
      slug: "member-outside-the-tree",
      message: `The member name ${shown} ${danger}.`,
      entry: name,
    };
}
