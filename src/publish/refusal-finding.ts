import { symptom, type Finding } from "../findings/finding.ts";
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
}

/** `U001 upload-refused`: one finding for each refused file, with the index's words and a remedy. */
export function refusalFinding(refused: RefusedUpload): Finding {
  const { fileName, status, message, index } = refused;
  const reason = refusalReason(message);
  const isAccess = status === 401 || status === 403;
  return UPLOAD_REFUSED.finding({
    phase: isAccess ? "auth" : "publish",
    severity: "error",
    message: `${index} refuses ${fileName}: ${message || `status ${status} without a word`}`,
    location: { file: fileName },
    why: `the index answered ${status} ${message}`.trim(),
    help: refusalRemedy(reason),
    subject: fileName,
    details: { status, reason, words: message, file: fileName },
    ...(reason === null ? {} : { symptom: symptom.refusal(reason) }),
  });
}
