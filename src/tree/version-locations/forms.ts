import { compareVersions, formatVersion, parseVersion, type Version } from "../../version/pep440.ts";
import { spellAs } from "../../version/spelling.ts";
import { semverOfPep440 } from "../../version/semver.ts";
import type { VersionForm } from "./version-location.ts";
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
      return semverOf(version);
    case "pep440":
      return (/^[vV]/.exec(text)?.[0] ?? "") + spellAs(version, [text]);
  }
}

/** As many numbers of the release as the text has. */
function shortForm(text: string, version: Version): string {
  const prefix = /^[vV]/.exec(text)?.[0] ?? "";
  const count = text.split(".").length;
  return prefix + Array.from({ length: count }, (_, at) => version.release[at] ?? 0n).join(".");
}

function semverOf(version: Version): string | null {
  const spelled = semverOfPep440(formatVersion(version));
  return "version" in spelled ? spelled.version : null;
}
