import { soundArchive } from "./archive-rules.ts";
import { attestations } from "./attestation-rules.ts";
import { descriptionRenders } from "./description-rules.ts";
import type { ArchiveFacts, FileFacts, RequestFacts } from "./facts.ts";
import {
  alreadyExists,
  burntName,
  digestsMatch,
  fileName,
  onlyOneSdist,
  partContentType,
  releaseOpen,
  sizes,
} from "./file-rules.ts";
import {
  digestShape,
  filePresent,
  fileType,
  formName,
  protocolVersion,
  pythonVersion,
  sha256Shape,
  someDigest,
} from "./form-rules.ts";
import { fieldSentAsFile, uploadsAllowed } from "./gate-rules.ts";
import { soundMetadata } from "./metadata-rules.ts";
import { newProjectName, permission, publisherCannotCreate } from "./project-rules.ts";
import type { AcceptanceRule } from "./refusal.ts";
import { sdistLicenseFiles, sdistName } from "./sdist-rules.ts";
import { wheelEntryPoints, wheelLicenseFiles, wheelMetadata, wheelName, wheelRecord } from "./wheel-rules.ts";

/**
 * Every test of an upload, in PyPI's order (protocol page, section 1.3); the first refusal is the answer. Four lists,
 * because each knows more than the one before: the form, the file, the history of the project, the archive. Between
 * `file` and `history` an upload of bytes that are already there ends well.
 */
export const ACCEPTANCE_ORDER: {
  readonly form: readonly AcceptanceRule<RequestFacts>[];
  readonly file: readonly AcceptanceRule<FileFacts>[];
  readonly history: readonly AcceptanceRule<FileFacts>[];
  readonly archive: readonly AcceptanceRule<ArchiveFacts>[];
} = {
  form: [
    fieldSentAsFile,
    uploadsAllowed,
    protocolVersion,
    formName,
    digestShape,
    fileType,
    sha256Shape,
    pythonVersion,
    someDigest,
    soundMetadata,
    filePresent,
  ],
  file: [
    publisherCannotCreate,
    newProjectName,
    permission,
    descriptionRenders,
    fileName,
    partContentType,
    sizes,
    digestsMatch,
  ],
  history: [alreadyExists, burntName, releaseOpen, onlyOneSdist],
  archive: [
    soundArchive,
    sdistName,
    sdistLicenseFiles,
    wheelName,
    wheelLicenseFiles,
    wheelRecord,
    wheelEntryPoints,
    wheelMetadata,
    attestations,
  ],
};
