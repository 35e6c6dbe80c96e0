import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import type { ProjectStatus, StoredFile } from "../state/events.ts";
import type { Project } from "../state/state.ts";
import { digestPath } from "../state/store.ts";

/** One file of a project's page, with its address. */
export interface PageFile {
  readonly fileName: string;
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
  readonly size: number;
  readonly uploadTime: string;
  readonly requiresPython: string | null;
  readonly yanked: boolean | string;
  readonly metadataSha256: string | null;
  readonly provenance: string | null;
}

/** What a project's page says in every format (Simple API 1.4). */
export interface ProjectPage {
  readonly name: string;
  readonly serial: number;
  readonly status: ProjectStatus;
  readonly statusReason: string | null;
  readonly versions: readonly string[];
  readonly files: readonly PageFile[];
}

/** The page of a project. `origin` is the address by which the client reached the index. */
export function projectPage(project: Project, origin: string): ProjectPage {
  const files: PageFile[] = [];
  for (const release of project.releases.values()) {
    const requiresPython = release.info["requires_python"];
    for (const file of release.files.values()) {
      files.push({
        ...pageFile(file, fileUrl(file, origin), typeof requiresPython === "string" ? requiresPython : null),
        yanked: release.yanked,
        provenance:
          file.provenance === null
            ? null
            : `${origin}/integrity/${project.normalized}/${release.version}/${file.fileName}/provenance`,
      });
    }
  }
  return {
    name: project.normalized,
    serial: project.serial,
    status: project.status,
    statusReason: project.statusReason,
    versions: sortVersions([...project.releases.values()].map((release) => release.version)),
    files: project.status === "quarantined" ? [] : sortFiles(files),
  };
}

/** A file as a page shows it, not yanked and without provenance. */
export function pageFile(file: StoredFile, url: string, requiresPython: string | null): PageFile {
  return {
    fileName: file.fileName,
    version: file.version,
    url,
    sha256: file.sha256,
    size: file.size,
    uploadTime: file.uploadTime,
    requiresPython,
    yanked: false,
    metadataSha256: file.metadataSha256,
    provenance: null,
  };
}

/** Where a stored file is served. */
export function fileUrl(file: Pick<StoredFile, "blake2b256" | "fileName">, origin: string): string {
  return `${origin}/files/${digestPath(file.blake2b256).join("/")}/${encodeURIComponent(file.fileName)}`;
}

/** By version, then by name, as PyPI lists them. */
export function sortFiles(files: readonly PageFile[]): readonly PageFile[] {
  const order = new Map(
    sortVersions([...new Set(files.map((file) => file.version))]).map((version, index) => [version, index]),
  );
  const rank = (file: PageFile): number => order.get(file.version) ?? 0;
  return [...files].sort(
    (a, b) => rank(a) - rank(b) || (a.fileName < b.fileName ? -1 : a.fileName > b.fileName ? 1 : 0),
  );
}

/** By PEP 440; what is no version goes first. Each is parsed once: a project can have thousands. */
function sortVersions(texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => ({ text, version: parseVersion(text) }))
    .sort((left, right) => comparePossibleVersions(left.version, right.version))
    .map(({ text }) => text);
}

/** Versions by PEP 440; what is none goes first. */
export function compareVersionTexts(a: string, b: string): number {
  return comparePossibleVersions(parseVersion(a), parseVersion(b));
}

function comparePossibleVersions(left: Version | null, right: Version | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareVersions(left, right);
}
