import { formatVersion, parseVersion } from "../version/pep440.ts";
import { parseSpecifierSet, type Specifier } from "../version/specifiers.ts";

/** The clauses of PEP 440 as conda's version specification; null when one of them has no equal there. */
export function matchSpec(specifier: string): string | null {
  const set = parseSpecifierSet(specifier);
  if (set === null) return null;
  const clauses = set.specifiers.map(clause);
  return clauses.includes(null) ? null : clauses.join(",");
}

function clause({ operator, version }: Specifier): string | null {
  if (version.endsWith(".*")) {
    const prefix = parseVersion(version.slice(0, -2));
    if (prefix === null) return null;
    return operator === "==" ? `${formatVersion(prefix)}.*` : `!=${formatVersion(prefix)}.*`;
  }
  const parsed = parseVersion(version);
  // `===` compares text: of a version, conda compares the version.
  if (parsed === null) return null;
  const text = formatVersion(parsed);
  if (operator === "===") return `==${text}`;
  if (operator !== "~=") return `${operator}${text}`;
  const release = parsed.release.slice(0, -1);
  const last = release.at(-1) ?? 0n;
  const epoch = parsed.epoch === 0n ? "" : `${parsed.epoch}!`;
  return `>=${text},<${epoch}${[...release.slice(0, -1), last + 1n].join(".")}`;
}
