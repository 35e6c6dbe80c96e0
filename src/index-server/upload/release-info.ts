import { FORM_FIELDS } from "../../distribution/metadata/upload-fields.ts";
import type { ReleaseInfo } from "../state/events.ts";
import type { FormFields } from "../../distribution/acceptance/form-fields.ts";

/** What a form says about its release: lists for fields that may repeat, null for what was not sent. */
export function releaseInfo(fields: FormFields): ReleaseInfo {
  const info: Record<string, string | readonly string[] | null> = {};
  for (const [form, , multiple] of FORM_FIELDS) {
    const values = fields.meaningful(form);
    info[form] = multiple ? values : (values[0] ?? null);
  }
  return info;
}
