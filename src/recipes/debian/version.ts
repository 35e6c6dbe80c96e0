import { formatVersion, parseVersion } from "../../version/pep440.ts";

/** A version of PEP 440 as Debian's upstream version: what comes before the final release sorts before it. */
export function debianVersion(version: string): string {
  const parsed = parseVersion(version);
  if (parsed === null) return version;
  const epoch = parsed.epoch === 0n ? "" : `${parsed.epoch}:`;
  const text = formatVersion(parsed).replace(/^\d+!/, "");
  return epoch + text.replace(/\.?(a|b|rc|dev)(\d+)/, "~$1$2").replace(/(?<=~\w+)\.dev/, "~dev");
}
