import { parseSdistFileName, sdistFileName, wheelNamePart } from "../../distribution/file-names.ts";
import { commonFolder } from "../../distribution/sdist-layout.ts";
import { normalizeName } from "../../version/names.ts";
import { parseVersion } from "../../version/pep440.ts";
import { projectName, type ArchiveFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** An sdist has exactly one possible name (PEP 625). */
export function sdistName(facts: ArchiveFacts): Refusal | null {
  if (facts.fileType !== "sdist") return null;
  const { fileName } = facts.content;
  // PyPI's parser takes an empty name too: it is another project's.
  const parsed = parseSdistFileName(fileName.startsWith("-") ? `-${fileName}` : fileName);
  if (parsed.kind === "invalid") {
    return refuse("sdist-filename-unparsable", `Invalid source distribution filename: ${fileName}`);
  }
  const project = projectName(facts);
  const named = normalizeName(parsed.name) === normalizeName(project);
  if (!named && normalizeName(withoutPostRelease(fileName, facts.version)) !== normalizeName(project)) {
    const message = `Start filename for '${project}' with '${wheelNamePart(project)}'.`;
    return refuse("filename-of-other-project", message);
  }
  const wanted = sdistFileName(project, facts.version);
  if (fileName === wanted) return null;
  return refuse("sdist-filename", `Filename '${fileName}' is invalid, should be '${wanted}'.`);
}

/** The name in a file name whose version may be spelt with a hyphen, `1.0-1` for `1.0.post1`. */
function withoutPostRelease(fileName: string, version: string): string {
  const [, name] = /^(.*)-[^-]*-[^-]*$/.exec(fileName) ?? [];
  const isPost = (parseVersion(version)?.post ?? null) !== null;
  return isPost && name !== undefined ? name : "-";
}

/** Each license file of the form is in the sdist's top folder. */
export function sdistLicenseFiles(facts: ArchiveFacts): Refusal | null {
  if (facts.fileType !== "sdist") return null;
  return missingLicenseFile(facts, commonFolder(facts.distribution.entries.map(({ name }) => name)) ?? "");
}

/** The first license file that is not below `folder`. */
export function missingLicenseFile(facts: ArchiveFacts, folder: string): Refusal | null {
  const present = new Set(facts.distribution.entries.map((entry) => entry.name));
  for (const file of facts.fields.meaningful("license_file")) {
    const path = `${folder}/${file}`;
    if (present.has(path)) continue;
    const message = `License-File ${file} does not exist in distribution file ${facts.content.fileName} at ${path}`;
    return refuse("license-file-missing", message);
  }
  return null;
}
