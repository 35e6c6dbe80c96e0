import { parseWheelFileName, wheelNamePart, type WheelFileName } from "../../distribution/file-names.ts";
import { isPyPIPlatformTag } from "../../distribution/platform-tags.ts";
import { normalizeName } from "../../version/names.ts";
import { compareVersions, formatVersion, parseVersion } from "../../version/pep440.ts";
import { projectName, type ArchiveFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { missingLicenseFile } from "./sdist-rules.ts";

/** Name, tags and version of a wheel's file name. */
export function wheelName(facts: ArchiveFacts): Refusal | null {
  if (facts.fileType !== "bdist_wheel") return null;
  const { fileName } = facts.content;
  const parsed = parseWheelFileName(fileName);
  if (parsed.kind === "invalid") return refuse("wheel-filename", parsed.reason);
  const tag = parsed.platformTag.split(".").find((platform) => !isPyPIPlatformTag(platform));
  if (tag !== undefined) {
    const message = `Binary wheel '${fileName}' has an unsupported platform tag '${tag.toLowerCase()}'.`;
    return refuse("platform-tag", message);
  }
  const project = projectName(facts);
  const wanted = wheelNamePart(project);
  if (normalizeName(parsed.name) !== normalizeName(project)) {
    return refuse("filename-of-other-project", `Start filename for '${project}' with '${wanted}'.`);
  }
  if (parsed.name !== wanted) {
    const message = `Filename '${fileName}' should contain the normalized project name '${wanted}', not '${parsed.name}'.`;
    return refuse("wheel-name-not-normalized", message);
  }
  return sameVersion(parsed, facts.version);
}

/** Each license file of the form is below `.dist-info/licenses`. */
export function wheelLicenseFiles(facts: ArchiveFacts): Refusal | null {
  const folder = distInfo(facts);
  return folder === null ? null : missingLicenseFile(facts, `${folder}/licenses`);
}

/** RECORD has to be there and readable; that it matches is not asked. */
export function wheelRecord(facts: ArchiveFacts): Refusal | null {
  const folder = distInfo(facts);
  const { record, problems } = facts.distribution;
  const crash = problems.find(({ code, pypi }) => code === "R006" && pypi !== undefined)?.pypi;
  if (crash !== undefined) return refuse("archive-unreadable", crash);
  if (folder === null || record?.error === null) return null;
  const message = `Wheel '${facts.content.fileName}' does not contain the required RECORD file: ${folder}/RECORD`;
  return refuse("record-missing", message);
}

/** `entry_points.txt`: readable, and its scripts have sound names. */
export function wheelEntryPoints(facts: ArchiveFacts): Refusal | null {
  if (facts.fileType !== "bdist_wheel") return null;
  const problems = facts.distribution.entryPoints?.problems ?? [];
  const rejected = problems.some(
    ({ slug }) => slug === "entry-points-unreadable" || slug === "script-name-invalid",
  );
  if (!rejected) return null;
  const message = `Wheel '${facts.content.fileName}' has invalid entry points defined in the entry_points.txt file`;
  return refuse("entry-points", message);
}

/** METADATA has to be there; it is served beside the wheel. */
export function wheelMetadata(facts: ArchiveFacts): Refusal | null {
  const folder = distInfo(facts);
  if (folder === null || facts.distribution.metadataBytes !== null) return null;
  const message = `Wheel '${facts.content.fileName}' does not contain the required METADATA file: ${folder}/METADATA`;
  return refuse("metadata-missing", message);
}

/** The folder's name by the wheel's file name; null for an sdist. */
function distInfo(facts: ArchiveFacts): string | null {
  const { parsed } = facts.distribution;
  return parsed.kind === "wheel" ? `${parsed.name}-${parsed.version}.dist-info` : null;
}

function sameVersion(parsed: WheelFileName, wanted: string): Refusal | null {
  const [inName, inForm] = [parseVersion(parsed.version), parseVersion(wanted)];
  if (inName === null || inForm === null || compareVersions(inName, inForm) === 0) return null;
  const message = `Version in filename should be '${formatVersion(inForm)}' not '${formatVersion(inName)}'.`;
  return refuse("filename-version", message);
}
