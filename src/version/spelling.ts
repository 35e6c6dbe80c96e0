import { formatVersion, parseVersion, type Version } from "./pep440.ts";

const PARTS =
  /^(v?)((?:[0-9]+!)?)([0-9.]+?)(?:([-_.]?)(alpha|a|beta|b|preview|pre|c|rc)([-_.]?)([0-9]*))?((?:[-_.]?(?:post|rev|r|dev)[-_.]?[0-9]*|-[0-9]+)*)$/i;

const LONG = { a: "alpha", b: "beta", rc: "rc" } as const;
const SHORT = { a: "a", b: "b", rc: "rc" } as const;

/**
 * The version in the manner of others of the same project: numbers padded with zeros where theirs are (`2026.03.01`), and
 * the letters of a pre-release as theirs (`1.0.0-rc.1`). PEP 440 takes all of them for equal. The first text that shows a
 * habit decides.
 */
export function spellAs(version: Version, habits: readonly string[]): string {
  const read = habits.map((text) => PARTS.exec(text));
  const padded = read.find((parts) => /(?:^|\.)0[0-9]/.test(parts?.[3] ?? ""));
  const widths = (padded?.[3] ?? "").split(".").map((number) => (padded == null ? 0 : number.length));
  const release = version.release.map((number, at) =>
    String(number).padStart(at === 0 ? 0 : (widths[at] ?? 0), "0"),
  );
  const plain = formatVersion(version);
  const base = version.release.join(".");
  const spelled = plain.replace(base, release.join("."));
  if (version.pre === null) return spelled;
  const [letter, number] = version.pre;
  const habit = read.find((parts) => parts?.[5] !== undefined);
  if (habit == null) return spelled;
  const [, , , , before = "", word = "", between = "", digits] = habit;
  const isLong = /^(?:alpha|beta)$/i.test(word);
  const text = `${before}${(isLong ? LONG : SHORT)[letter]}${between}${digits === "" ? "" : number}`;
  const made = spelled.replace(`${release.join(".")}${letter}${number}`, `${release.join(".")}${text}`);
  return isEqual(made, plain) ? made : spelled;
}

function isEqual(text: string, normal: string): boolean {
  const version = parseVersion(text);
  return version !== null && formatVersion({ ...version }) === normal;
}
