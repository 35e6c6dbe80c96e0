import type { ConformanceCase } from "./case.ts";
import { ATTESTATIONS } from "./attestations.ts";
import { CLIENTS } from "./clients.ts";
import { PROTOCOL } from "./protocol.ts";
import { SIMPLE_PAGES } from "./simple-pages.ts";
import { TRUSTED_PUBLISHING } from "./trusted-publishing.ts";
import { UPLOAD_ARCHIVES } from "./upload-archives.ts";
import { UPLOAD_FORMS } from "./upload-forms.ts";
import { UPLOAD_OUTCOMES } from "./upload-outcomes.ts";

/** All cases of the protocol page, in its order. */
export const CASES: readonly ConformanceCase[] = [
  ...UPLOAD_OUTCOMES,
  ...UPLOAD_FORMS,
  ...UPLOAD_ARCHIVES,
  ...PROTOCOL,
  ...ATTESTATIONS,
  ...SIMPLE_PAGES,
  ...TRUSTED_PUBLISHING,
  ...CLIENTS,
].toSorted((a, b) => a.id - b.id);
