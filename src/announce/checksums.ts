import type { FrozenFile } from "../publish/frozen-file.ts";

/** The text of `SHA256SUMS`, as `sha256sum --check` reads it: names in order, binary mode. */
export function checksumText(files: readonly Pick<FrozenFile, "fileName" | "sha256">[]): string {
  return files
    .toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
    .map((file) => `${file.sha256} *${file.fileName}\n`)
    .join("");
}

/** Reads such a text; null for a line that is none of its. */
export function readChecksums(text: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, sha256 = "", name = ""] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (name === "") return null;
    found.set(name, sha256);
  }
  return found;
}
