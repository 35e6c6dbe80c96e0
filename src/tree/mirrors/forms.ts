import { compareVersions, formatVersion, parseVersion, type Version } from "../../version/pep440.ts";
import type { VersionForm } from "./mirror.ts";
import { readTuple, rewriteTuple, sameTuple } from "./tuple-form.ts";

/** Whether a text in a form is a version at all. */
export function isVersionIn(form: VersionForm, text: string): boolean {
  if (form === "tuple") return readTuple(text) !== null;
  if (form === "short") return /^[vV]?\d+(\.\d+)*$/.test(text);
  return parseVersion(text) !== null;
}

/** Whether a text in a form states this version: PEP 440's equality, of a short form the numbers that it has. */
export function states(form: VersionForm, text: string, version: Version): boolean {
  if (form === "tuple") return sameTuple(text, version);
  if (form === "short") return shortForm(text, version) === text;
  const parsed = parseVersion(text);
  return parsed !== null && compareVersions(parsed, version) === 0;
}

/** The version spelled in a form, in the manner of the text that it replaces; null when the form cannot say it. */
export function spell(form: VersionForm, text: string, version: Version): string | null {
  switch (form) {
    case "tuple":
      return rewriteTuple(text, version);
    case "short":
      return shortForm(text, version);
    case "semver":
      return semver(version);
    case "pep440":
      return (/^[vV]/.exec(text)?.[0] ?? "") + formatVersion(version);
  }
}

/** As many numbers of the release as the text has. */
function shortForm(text: string, version: Version): string {
  const prefix = /^[vV]/.exec(text)?.[0] ?? "";
  const count = text.split(".").length;
  return prefix + Array.from({ length: count }, (_, at) => version.release[at] ?? 0n).join(".");
}

const LETTERS = { a: "alpha", b: "beta", rc: "rc" } as const;

/** SemVer 2.0.0, where it has a faithful form: three numbers, at most one of pre-release and dev, no epoch, no post. */
function semver(version: Version): string | null {
  const { epoch, release, pre, post, dev, local } = version;
  if (epoch !== 0n || post !== null || (pre !== null && dev !== null)) return null;
  if (release.slice(3).some((number) => number !== 0n)) return null;
  const numbers = [0, 1, 2].map((at) => release[at] ?? 0n).join(".");
  const suffix = pre !== null ? `-${LETTERS[pre[0]]}.${pre[1]}` : dev !== null ? `-dev.${dev}` : "";
  return numbers + suffix + (local === null ? "" : `+${local.join(".")}`);
}
