import { createHash } from "node:crypto";
import type { Finding } from "../../findings/finding.ts";

/**
 * A name for each finding that survives what does not matter: lines that move, and the version in the name of an archive. It is made of
 * the rule, the file, the subject (else the message) and the source line; the second of two that are alike has a number.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const base = [
      finding.rule,
      stableFile(finding.location?.file ?? ""),
      stableText(finding.subject ?? finding.message),
      finding.location?.excerpt?.trim() ?? "",
    ].join("\u0000");
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    const text = before === 0 ? base : `${base}\u0000${before}`;
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
  });
}

/** `demo-1.0-py3-none-any.whl!/demo/a.py` is `demo.whl!/demo/a.py` in every version. */
function stableFile(file: string): string {
  return file
    .replace(/^([^-/!]+)-[^/!]*(\.whl)(?=!|$)/, "$1$2")
    .replace(/^(.+)-[^-/!]*(\.tar\.gz|\.zip)(?=!|$)/, "$1$2")
    .replace(/!\/([^/]+)-[^-/]+\.(dist-info|data)\//, "!/$1.$2/")
    .replace(/(\.tar\.gz|\.zip)!\/[^/]+\//, "$1!/");
}

/** A subject may begin with the name of an archive. */
function stableText(text: string): string {
  const [first = "", ...rest] = text.split(" ");
  return [stableFile(first), ...rest].join(" ");
}
