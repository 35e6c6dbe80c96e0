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

const UNRESERVED =
  "A-Za-z0-9._~!$&'()*+,;=:@\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef\\u{10000}-\\u{efffd}-";
const PART = `(?:[${UNRESERVED}]|%[0-9A-Fa-f]{2})`;
const ADDRESS = new RegExp(
  `^https?:(?://(?<authority>[^/?#\\s]*))?(?<path>(?:${PART}|/)*)(?:\\?(?:${PART}|[/?])*)?(?:#.*)?$`,
  "iu",
);
const HOST =
  /^(?:[^@/?#[\]]*@)?(?:\[[0-9A-Fa-f:.%\w]+\]|(?:[\w.~!$&'()*+,;=\u{80}-\u{10ffff}-]|%[0-9A-Fa-f]{2})*)(?::(?<port>\d*))?$/u;

/** What PyPI takes for an address (RFC 3986, the schemes http and https; a host is not asked for). */
export function isWebAddress(text: string): boolean {
  const match = ADDRESS.exec(text);
  if (match === null) return false;
  const { authority, path = "" } = match.groups ?? {};
  if (authority === undefined) return !path.startsWith("//");
  const host = HOST.exec(authority);
  return host !== null && Number(host.groups?.["port"] ?? 0) <= 65_535;
}
