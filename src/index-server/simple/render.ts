import { escapeHtml } from "../http/replies.ts";
import type { PageFile, ProjectPage } from "./project-page.ts";

const API_VERSION = "1.4";

/** The media types of the Simple API, in the order in which PyPI prefers them. */
export const SIMPLE_TYPES = [
  "text/html",
  "application/vnd.pypi.simple.v1+html",
  "application/vnd.pypi.simple.v1+json",
] as const;

/** One of {@link SIMPLE_TYPES}. */
export type SimpleType = (typeof SIMPLE_TYPES)[number];

/** A project and the serial of its last change, for the list of all. */
export interface ListedProject {
  readonly name: string;
  readonly normalized: string;
  readonly serial: number;
}

/** A project's page as JSON: exactly PyPI's keys (PEP 691, 700, 714, 740, 792). */
export function projectJson(page: ProjectPage): string {
  const status = {
    status: page.status,
    ...(page.statusReason === null ? {} : { reason: page.statusReason }),
  };
  return JSON.stringify({
    meta: { "api-version": API_VERSION, "_last-serial": page.serial },
    name: page.name,
    "project-status": status,
    versions: page.versions,
    files: page.files.map(fileJson),
  });
}

/** A project's page as HTML (PEP 503, 592, 629, 658, 714, 740, 792). */
export function projectHtml(page: ProjectPage): string {
  const reason =
    page.statusReason === null
      ? ""
      : `    <meta name="pypi:project-status-reason" content="${escapeHtml(page.statusReason)}">\n`;
  return `<!DOCTYPE html>
<html>
  <head>
    <meta name="pypi:repository-version" content="${API_VERSION}">
    <meta name="pypi:project-status" content="${page.status}">
${reason}    <title>Links for ${escapeHtml(page.name)}</title>
  </head>
  <body>
    <h1>Links for ${escapeHtml(page.name)}</h1>
${page.files.map((file) => `    ${fileAnchor(file)}<br />\n`).join("")}  </body>
</html>
<!--SERIAL ${page.serial}-->`;
}

/** The list of all projects as JSON. */
export function listJson(projects: readonly ListedProject[], serial: number): string {
  return JSON.stringify({
    meta: { "api-version": API_VERSION, "_last-serial": serial },
    projects: projects.map((project) => ({ name: project.name, "_last-serial": project.serial })),
  });
}

/** The list of all projects as HTML. */
export function listHtml(projects: readonly ListedProject[], serial: number): string {
  return `<!DOCTYPE html>
<html>
  <head>
    <meta name="pypi:repository-version" content="${API_VERSION}">
    <title>Simple index</title>
  </head>
  <body>
${projects.map((project) => `    <a href="/simple/${project.normalized}/">${escapeHtml(project.name)}</a>\n`).join("")}  </body>
</html>
<!--SERIAL ${serial}-->`;
}

function fileJson(file: PageFile): Record<string, unknown> {
  const metadata = file.metadataSha256 === null ? false : { sha256: file.metadataSha256 };
  return {
    filename: file.fileName,
    url: file.url,
    hashes: { sha256: file.sha256 },
    "requires-python": file.requiresPython,
    size: file.size,
    "upload-time": file.uploadTime,
    yanked: file.yanked,
    "core-metadata": metadata,
    "data-dist-info-metadata": metadata,
    provenance: file.provenance,
  };
}

function fileAnchor(file: PageFile): string {
  const attributes = [`href="${escapeHtml(file.url)}#sha256=${file.sha256}"`];
  if (file.requiresPython !== null)
    attributes.push(`data-requires-python="${escapeHtml(file.requiresPython)}"`);
  if (file.yanked !== false) {
    attributes.push(`data-yanked="${file.yanked === true ? "" : escapeHtml(file.yanked)}"`);
  }
  if (file.metadataSha256 !== null) {
    attributes.push(`data-dist-info-metadata="sha256=${file.metadataSha256}"`);
    attributes.push(`data-core-metadata="sha256=${file.metadataSha256}"`);
  }
  if (file.provenance !== null) attributes.push(`data-provenance="${escapeHtml(file.provenance)}"`);
  return `<a ${attributes.join(" ")}>${escapeHtml(file.fileName)}</a>`;
}
