import type { StoredFile } from "../state/events.ts";
import { releaseKey } from "../state/state.ts";
import { projectName, type FileFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const PEP_527 = "https://www.python.org/dev/peps/pep-0527";
const PEP_715 = "https://peps.python.org/pep-0715/";
/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Control characters, separators, and an extension that fits the file type. */
export function fileName(facts: FileFacts): Refusal | null {
  const name = facts.content.fileName;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) {
    const message =
      "Cannot upload a file with non-printable characters (ordinals 0-31) or the DEL character (ordinal 127) in the name.";
    return refuse("filename-not-printable", message);
  }
  if (/[/\\]/.test(name)) {
    return refuse("filename-with-slash", "Cannot upload a file with '/' or '\\' in the name.");
  }
  const extension = /.(\.(?:tar\.gz|zip|whl))$/i.exec(name)?.[1];
  if (extension === undefined) {
    const message = `Invalid file extension: Use .tar.gz, .whl or .zip extension. See ${PEP_527} and ${PEP_715} for more information`;
    return refuse("file-extension", message);
  }
  const fit = facts.fileType === "bdist_wheel" ? [".whl"] : [".zip", ".tar.gz"];
  if (fit.includes(extension)) return null;
  const message = `Invalid file extension: Extension ${extension} is invalid for filetype ${facts.fileType}. See ${PEP_527} for more information.`;
  return refuse("file-extension", message);
}

/** The part's own media type: an image, or a header without a value, is no distribution. */
export function partContentType(facts: FileFacts): Refusal | null {
  const type = facts.content.contentType;
  if (type === null || (type !== "" && !type.startsWith("image/"))) return null;
  return refuse("part-content-type", "Invalid distribution file.");
}

/** The limits of one file and of the whole project. */
export function sizes(facts: FileFacts): Refusal | null {
  const { settings, content, links } = facts;
  const limits = `${links.docs}/project-management/storage-limits`;
  if (content.size > settings.maxFileBytes) {
    const megabytes = Math.floor(settings.maxFileBytes / (1024 * 1024));
    const message = `File too large. Limit for project '${projectName(facts)}' is ${megabytes} MB. See ${limits}#requesting-a-file-size-limit-increase for more information.`;
    return refuse("file-too-large", message);
  }
  let total = content.size;
  for (const release of facts.project?.releases.values() ?? []) {
    for (const file of release.files.values()) total += file.size;
  }
  if (total <= settings.maxProjectBytes) return null;
  const gigabytes = Math.floor(settings.maxProjectBytes / (1024 * 1024 * 1024));
  const message = `Project size too large. Limit for project '${projectName(facts)}' total size is ${gigabytes} GB. See ${limits}#requesting-a-project-size-limit-increase`;
  return refuse("project-too-large", message);
}

/** Every digest that was sent has to be the file's. */
export function digestsMatch(facts: FileFacts): Refusal | null {
  const { content, fields } = facts;
  const sent = [
    [fields.first("md5_digest"), content.md5],
    [fields.first("sha256_digest"), content.sha256],
    [fields.first("blake2_256_digest"), content.blake2b256],
  ] as const;
  if (sent.every(([claimed, real]) => claimed === "" || claimed.toLowerCase() === real)) return null;
  const message = "The digest supplied does not match a digest calculated from the uploaded file.";
  return refuse("digest-mismatch", message);
}

/** The stored file of this name, when it has the very same bytes: then the upload changes nothing and is accepted. */
export function identicalFile(facts: FileFacts): StoredFile | null {
  const held = facts.state.files.get(facts.content.fileName);
  const same =
    held?.file.sha256 === facts.content.sha256 && held.file.blake2b256 === facts.content.blake2b256;
  return same ? held.file : null;
}

/** Same name with other bytes, or same bytes under another name, in any project. */
export function alreadyExists(facts: FileFacts): Refusal | null {
  const { content, state, reservations } = facts;
  const isHeld = reservations.isHeld(content.fileName);
  if (!isHeld && !state.files.has(content.fileName) && !state.digests.has(content.blake2b256)) return null;
  const message = `File already exists ('${content.fileName}', with blake2_256 hash '${content.blake2b256}'). ${reuseHelp(facts)}`;
  // PEP 694: a name that is being published conflicts, as no state of PyPI today does.
  return refuse("file-exists", message, isHeld ? 409 : 400);
}

/** A name is used once, for ever. */
export function burntName(facts: FileFacts): Refusal | null {
  if (!facts.state.usedFileNames.has(facts.content.fileName)) return null;
  const message = `This filename was previously used by a file that has since been deleted. Use a different version. ${reuseHelp(facts)}`;
  return refuse("filename-burnt", message);
}

/** A release takes new files for a fortnight. */
export function releaseOpen(facts: FileFacts): Refusal | null {
  const release = facts.project?.releases.get(releaseKey(facts.version));
  if (release === undefined) return null;
  const days = facts.settings.releaseOpenDays;
  if (facts.now.getTime() - Date.parse(release.created) <= days * DAY_MS) return null;
  return refuse("release-closed", `Uploading new files to releases older than ${days} days is not allowed.`);
}

/** One sdist a release, whatever its extension. */
export function onlyOneSdist(facts: FileFacts): Refusal | null {
  if (facts.fileType !== "sdist") return null;
  const release = facts.project?.releases.get(releaseKey(facts.version));
  const sdists = [...(release?.files.values() ?? [])].filter((file) => file.packageType === "sdist");
  return sdists.length === 0 ? null : refuse("second-sdist", "Only one sdist may be uploaded per release.");
}

function reuseHelp(facts: FileFacts): string {
  return `See ${facts.links.site}/help/#file-name-reuse for more information.`;
}
