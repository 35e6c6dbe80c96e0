import type { RefusalReason } from "../findings/refusal-reason.ts";

/** One request that the index answered. Never holds a token. */
export interface RequestLogEntry {
  readonly time: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly secure: boolean;
  readonly userAgent: string;
  readonly accept: string;
  readonly status: number;
  readonly milliseconds: number;
  /** For an upload that was judged. */
  readonly upload?: UploadNote;
}

/** What became of an upload. */
export interface UploadNote {
  readonly fileName: string | null;
  readonly outcome: "stored" | "identical" | "refused";
  readonly reason?: RefusalReason;
  readonly message?: string;
  /** What PyPI would mail to the owners about, though it accepts the file. */
  readonly warnings?: readonly string[];
}
