import { symptom, type Finding } from "../findings/finding.ts";
import { answerCause, type Circumstances } from "./answer-cause.ts";
import { refusalRemedy } from "./remedies.ts";
import { refusalReason } from "./refusals.ts";
import { UPLOAD_REFUSED } from "./publish-rules.ts";

/** A "no" of an index. */
export interface RefusedUpload {
  readonly fileName: string;
  readonly status: number;
  /** The server's words, verbatim. */
  readonly message: string;
  /** What people call the index. */
  readonly index: string;
  /** What the answer came with; null where nobody kept it. */
  readonly circumstances?: Circumstances | null;
}

/** `U001 upload-refused`: one finding for each refused file, with the index's words and a remedy. */
export function refusalFinding(refused: RefusedUpload): Finding {
  const { fileName, status, message, index, circumstances = null } = refused;
  const reason = refusalReason(message);
  // PyPI's words are more exact than a status; a status more than the words of an unknown index.
  const cause = reason === null && circumstances !== null ? answerCause(status, circumstances) : null;
  const isAccess = status === 401 || status === 403;
  const words = message || `status ${status} without an explanation`;
  return UPLOAD_REFUSED.finding({
    phase: cause?.phase ?? (isAccess ? "auth" : "publish"),
    severity: "error",
    message:
      cause === null
        ? `${index} refuses ${fileName}: ${words}`
        : `${index} ${cause.message} (${fileName}; ${status}${message === "" ? "" : ` ${message}`})`,
    location: { file: fileName },
    why: `the index answered ${status} ${message}`.trim(),
    help: cause?.help ?? refusalRemedy(reason),
    subject: fileName,
    details: { status, reason, words: message, file: fileName },
    ...(reason === null ? {} : { symptom: symptom.refusal(reason) }),
  });
}
