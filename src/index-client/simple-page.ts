import { Buffer } from "node:buffer";
import { normalizeName } from "../version/names.ts";
import { isHtml } from "../text/html-text.ts";
import { readHtmlPage } from "./html-page.ts";
import type { IndexProject } from "./index-facts.ts";
import { parseJson } from "../text/json.ts";

/** What an index's page says of one file. */
export interface RemoteFile {
  readonly fileName: string;
  /** Lower-case hex; empty when the page tells none. */
  readonly sha256: string;
  /** Where it is downloaded, as the page has it, without a digest; null when untold. */
  readonly address: string | null;
  /** Bytes; null when untold. */
  readonly size: number | null;
  readonly uploadTime: Date | null;
  readonly yanked: boolean;
  /** Address of its attestations; null without any. */
  readonly provenance: string | null;
}

/** What a project page says. */
export interface SimplePage extends Pick<IndexProject, "status" | "statusReason"> {
  readonly files: readonly RemoteFile[];
}

/** A project page, or what it is instead (`belongs to the project other`). */
export type PageReading = SimplePage | { readonly problem: string };

/**
 * Reads the page of a project (its normalised name) in the form that the server chose: PEP 691 JSON or PEP 503 HTML. A
 * page of another project, of another version of the API, or a login page is none.
 */
export function readSimplePage(body: Uint8Array, contentType: string, project: string): PageReading {
  const page = pageOf(Buffer.from(body).toString("utf8"), contentType, project);
  // A name is where the file would be written: one that leads elsewhere is none.
  return "problem" in page
    ? page
    : { ...page, files: page.files.filter(({ fileName }) => !/[/\\]/.test(fileName)) };
}

function pageOf(text: string, contentType: string, project: string): PageReading {
  if (/json/.test(contentType)) return fromJson(text, project);
  if (/html/.test(contentType) || isHtml(text)) return fromHtml(text, project);
  return { problem: "is neither JSON nor HTML of the simple API" };
}

interface JsonFile {
  readonly filename?: unknown;
  readonly url?: unknown;
  readonly hashes?: { readonly sha256?: unknown };
  readonly size?: unknown;
  readonly "upload-time"?: unknown;
  readonly yanked?: unknown;
  readonly provenance?: unknown;
}

interface JsonPage {
  readonly meta?: { readonly "api-version"?: unknown };
  readonly name?: unknown;
  readonly files?: unknown;
  /** PEP 792. */
  readonly "project-status"?: { readonly status?: unknown; readonly reason?: unknown };
}

function fromJson(text: string, project: string): PageReading {
  const page = parseJson(text) as JsonPage | null;
  if (!Array.isArray(page?.files)) return { problem: "is neither JSON nor HTML of the simple API" };
  const version = page.meta?.["api-version"];
  // PEP 691: a client must refuse a major version that it does not know.
  if (typeof version === "string" && !/^1(?:\.|$)/.test(version))
    return { problem: `has the unknown API version ${version.slice(0, 20)}` };
  if (typeof page.name === "string" && normalizeName(page.name) !== project)
    return { problem: `belongs to the project ${page.name.slice(0, 100)}` };
  const files = (page.files as readonly JsonFile[]).flatMap((file) => {
    if (typeof file?.filename !== "string") return [];
    const { sha256 } = file.hashes ?? {};
    const time = new Date(String(file["upload-time"]));
    return {
      fileName: file.filename,
      sha256: typeof sha256 === "string" ? sha256.toLowerCase() : "",
      address: typeof file.url === "string" ? (file.url.split("#", 1)[0] ?? "") : null,
      size: typeof file.size === "number" ? file.size : null,
      uploadTime: Number.isNaN(time.getTime()) ? null : time,
      yanked: file.yanked !== undefined && file.yanked !== null && file.yanked !== false,
      provenance: typeof file.provenance === "string" ? file.provenance : null,
    };
  });
  const { status, reason } = page["project-status"] ?? {};
  return {
    status: typeof status === "string" ? status : "active",
    statusReason: typeof reason === "string" ? reason : null,
    files,
  };
}

function fromHtml(text: string, project: string): PageReading {
  const read = readHtmlPage(text, project);
  if ("problem" in read) return read;
  const files = read.files.map(({ fileName, sha256, address, attributes }) => ({
    fileName,
    sha256,
    address,
    size: null,
    uploadTime: null,
    yanked: attributes.has("data-yanked"),
    provenance: attributes.get("data-provenance") ?? null,
  }));
  // The status of PEP 792 is looked for in JSON only: an index without it has active projects.
  return { status: "active", statusReason: null, files };
}
