import { pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** Home page and download address: http or https. */
export function* pageUrls(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["download_url", "download-url"],
    ["home_page", "home-page"],
  ] as const) {
    const url = single(fields, form);
    if (url === null || isWebAddress(url)) continue;
    yield { field, reason: "invalid-url", value: url, message: `${pythonRepr(url)} is not a valid url` };
  }
}

/** `Label, address`: a label of at most 32 characters and an http or https address. */
export function* projectUrls(fields: UploadFields): Generator<MetadataError> {
  const field = "project-url";
  for (const value of fields.meaningful("project_urls")) {
    const comma = value.indexOf(",");
    const label = (comma < 0 ? value : value.slice(0, comma)).trim();
    const url = comma < 0 ? "" : value.slice(comma + 1).trim();
    const message = labelProblem(label) ?? (url === "" ? "Must have a URL" : null);
    if (message !== null) {
      yield { field, reason: "invalid-project-url", value, message };
    } else if (!isWebAddress(url)) {
      // In the same words as for the other addresses, and so with the same id.
      yield { field, reason: "invalid-url", value: url, message: `${pythonRepr(url)} is not a valid url` };
    }
  }
}

function labelProblem(label: string): string | null {
  if (label === "") return "Must have a label";
  return Array.from(label).length > 32 ? `${pythonRepr(label)} must be 32 characters or less` : null;
}

/**
 * What PyPI takes for an address: the scheme is http or https, no bracket stands in path or query, and a port is one. All
 * else is quoted before it is looked at (rfc3986's `normalize`), so that blanks, bars and braces pass.
 */
export function isWebAddress(text: string): boolean {
  const match = /^https?:(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/is.exec(text);
  if (match === null) return false;
  const [, authority = "", path = "", query = ""] = match;
  const port = /^(?:[^@[\]]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^@:[\]]*):(\d+)$/.exec(authority)?.[1] ?? "0";
  const literal = /^(?:[^@]*@)?\[([^\]]*)\]/.exec(authority)?.[1] ?? "";
  return /^[\da-f:.]*$/i.test(literal) && !/[[\]]/.test(path + query) && Number(port) <= 65_535;
}
