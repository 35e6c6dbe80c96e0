import { spell } from "./forms.ts";
import type { VersionLocation } from "./version-location.ts";
import { staleLocations } from "./sync-edits.ts";
import { formatVersion, type Version } from "../../version/pep440.ts";
import type { Finding } from "../../findings/finding.ts";

/** What is wrong with one place; who tells it adds its code. */
export type LocationFinding = Pick<Finding, "message" | "location" | "subject" | "help" | "fix">;

const FORMS = {
  semver: "SemVer",
  tuple: "this tuple",
  short: "the short form",
  pep440: "PEP 440",
} as const;

/** What is wrong with each place that states another version than this one, with the replacement that cures it. */
export function copyFindings(
  locations: readonly VersionLocation[],
  version: Version,
): readonly LocationFinding[] {
  const expected = formatVersion(version);
  return staleLocations(locations, version).map((place) => {
    const { location, name, text, start, end } = place;
    const finding = {
      message: `${location.file} says ${name} ${text}, but the version is ${expected}`,
      location,
      subject: location.file,
    };
    const spelled = spell(place.form, text, version);
    if (spelled === null) {
      const help = `${FORMS[place.form]} has no spelling for ${expected}: change the version, or edit this location by hand`;
      return { ...finding, help };
    }
    return {
      ...finding,
      help: `write ${spelled}, or run shipwheel version sync`,
      fix: {
        title: `write ${spelled}`,
        safety: "safe",
        files: [{ path: location.file, changes: [{ start, end, text: spelled }] }],
      },
    };
  });
}
