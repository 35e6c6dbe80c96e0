import { parseVersion } from "../version/pep440.ts";
import { parseSpecifierSet } from "../version/specifiers.ts";

/** Whether two specifier sets admit the same versions, tried at every boundary that either names. Null: one is invalid. */
export function sameSpecifiers(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseSpecifierSet(a), parseSpecifierSet(b)];
  if (left === null || right === null) return false;
  const arbitrary = (set: typeof left): string =>
    set.specifiers.flatMap(({ operator, version }) => (operator === "===" ? [version] : [])).join();
  if (arbitrary(left) !== arbitrary(right)) return false;
  const probes = new Set(["0", "0.0.1", "1", "9999"]);
  for (const { version } of [...left.specifiers, ...right.specifiers])
    for (const probe of around(version.replace(/\.\*$/, ""))) probes.add(probe);
  return [...probes].every(
    (probe) => left.contains(probe, { prereleases: true }) === right.contains(probe, { prereleases: true }),
  );
}

function around(text: string): readonly string[] {
  const version = parseVersion(text);
  if (version === null) return [];
  const epoch = version.epoch === 0n ? "" : `${version.epoch}!`;
  const release = version.release.join(".");
  const found = [
    text,
    ...["", ".dev0", "a1", "rc1", ".post1", ".0.1", "+l"].map((end) => `${epoch}${release}${end}`),
  ];
  for (let at = 0; at < version.release.length; at += 1) {
    for (const step of [-1n, 1n]) {
      const number = (version.release[at] ?? 0n) + step;
      if (number >= 0n) found.push(`${epoch}${[...version.release.slice(0, at), number].join(".")}`);
    }
  }
  return found;
}
