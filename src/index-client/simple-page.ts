import { Buffer } from "node:buffer";

/** What an index's page says of one file. */
export interface RemoteFile {
  readonly fileName: string;
  /** Lower-case hex; empty when the page tells none. */
  readonly sha256: string;
  /** Bytes; null when untold. */
  readonly size: number | null;
  readonly uploadTime: Date | null;
  readonly yanked: boolean;
  /** Address of its attestations; null without any. */
  readonly provenance: string | null;
}

/** Reads a project page in the form that the server chose (PEP 691 JSON or PEP 503 HTML); null: it is neither. */
export function readSimplePage(body: Uint8Array, contentType: string): readonly RemoteFile[] | null {
  const text = Buffer.from(body).toString("utf8");
  return /json/.test(contentType) ? fromJson(text) : /html/.test(contentType) ? fromHtml(text) : null;
}

interface JsonFile {
  readonly filename?: unknown;
  readonly hashes?: { readonly sha256?: unknown };
  readonly size?: unknown;
  readonly "upload-time"?: unknown;
  readonly yanked?: unknown;
  readonly provenance?: unknown;
}

function fromJson(text: string): readonly RemoteFile[] | null {
  let page: { readonly files?: unknown };
  try {
    page = JSON.parse(text) as typeof page;
  } catch {
    return null;
  }
  if (!Array.isArray(page?.files)) return null;
  return (page.files as readonly JsonFile[]).flatMap((file) => {
    if (typeof file?.filename !== "string") return [];
    const { sha256 } = file.hashes ?? {};
    const time = new Date(String(file["upload-time"]));
    return {
      fileName: file.filename,
      sha256: typeof sha256 === "string" ? sha256.toLowerCase() : "",
      size: typeof file.size === "number" ? file.size : null,
      uploadTime: Number.isNaN(time.getTime()) ? null : time,
      yanked: file.yanked !== undefined && file.yanked !== false,
      provenance: typeof file.provenance === "string" ? file.provenance : null,
    };
  });
}

const ANCHOR = /<a\b([^>]*)>([^<]*)<\/a>/gi;

/** Pages of PEP 503 are made by machines: an anchor a file, its digest behind the address. */
function fromHtml(text: string): readonly RemoteFile[] {
  return Array.from(text.matchAll(ANCHOR), ([, attributes = "", name = ""]) => {
    const sha256 = /#sha256=([0-9a-fA-F]{64})/.exec(attributes)?.[1]?.toLowerCase() ?? "";
    return {
      fileName: name.trim(),
      sha256,
      size: null,
      uploadTime: null,
      yanked: /\bdata-yanked\b/.test(attributes),
      provenance: /\bdata-provenance="([^"]*)"/.exec(attributes)?.[1] ?? null,
    };
  });
}
