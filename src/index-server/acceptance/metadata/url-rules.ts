import { pythonRepr } from "../../http/python-repr.ts";
import type { FormFields } from "../../upload/form-fields.ts";
import { single, type MetadataError } from "./form-metadata.ts";

/** Home page and download address: http or https, with a host. */
export function* pageUrls(fields: FormFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["download_url", "download-url"],
    ["home_page", "home-page"],
  ] as const) {
    const url = single(fields, form);
    if (url === null || /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url)) continue;
    yield { field, reason: "invalid-url", message: `${pythonRepr(url)} is not a valid url` };
  }
}

/** `Label, address`: a label of at most 32 characters and an http or https address. */
export function* projectUrls(fields: FormFields): Generator<MetadataError> {
  for (const value of fields.meaningful("project_urls")) {
    const comma = value.indexOf(",");
    const label = (comma < 0 ? value : value.slice(0, comma)).trim();
    const url = comma < 0 ? "" : value.slice(comma + 1).trim();
    const message = labelProblem(label) ?? (url === "" ? "Must have a URL" : null);
    if (message !== null) {
      yield { field: "project-url", reason: "invalid-project-url", message };
    } else if (!/^https?:[^\s]+$/i.test(url)) {
      // In the same words as for the other addresses, and so with the same id.
      yield { field: "project-url", reason: "invalid-url", message: `${pythonRepr(url)} is not a valid url` };
    }
  }
}

function labelProblem(label: string): string | null {
  if (label === "") return "Must have a label";
  return Array.from(label).length > 32 ? `${pythonRepr(label)} must be 32 characters or less` : null;
}
