/**
 * The relation of a Link header (RFC 8288) by which an index tells where its Upload 2.0 API is. PEP 694 leaves the root
 * endpoint to the index, and says no more of how a client finds it than "checking for the 2.0 endpoint or using content
 * negotiation": the address that takes legacy uploads is asked, and answers with this.
 */
export const UPLOAD_2_RELATION = "https://peps.python.org/pep-0694/";

/** The address with that relation in a Link header; null without one. */
export function announcedRoot(link: string | undefined, base: string): string | null {
  for (const [, address = "", parameters = ""] of (link ?? "").matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    if ((relation?.[1] ?? relation?.[2] ?? "").split(/\s+/).includes(UPLOAD_2_RELATION))
      return URL.parse(address, base)?.href ?? null;
  }
  return null;
}

/** The media type of the Upload 2.0 API (PEP 694). */
export const UPLOAD_2_TYPE = "application/vnd.pypi.upload.v2+json";

/**
 * A file in parts, each `POST`ed to `parts_url` with its `Content-Range`, in their order; the file's status tells how many
 * bytes came (`received`). A mechanism of this index, in the form that PEP 694 has for them: what was cut off goes on where
 * it stopped.
 */
export const PARTS_MECHANISM = "vnd-shipwheel-http-parts";

/** The mechanism that every index of PEP 694 has. */
export const POST_MECHANISM = "http-post-bytes";
