import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Files } from "../../ports/files.ts";
import { normalizeName } from "../../version/names.ts";
import type { PageFile } from "../simple/project-page.ts";

/** A file that the upload refused, offered to this rehearsal's installers all the same. */
export interface RefusedFile {
  readonly path: string;
  readonly fileName: string;
  /** Normalised name of its project. */
  readonly project: string;
  readonly version: string;
  readonly size: number;
  readonly sha256: string;
  readonly requiresPython: string | null;
  readonly metadata: Uint8Array | null;
  readonly metadataSha256: string | null;
  readonly time: string;
}

/**
 * Files beside the index proper: installers on a route see them, the public pages do not. So a rehearsal goes on
 * after a refusal and shows what else is wrong.
 */
export class RefusedFiles {
  readonly #files = new Map<string, RefusedFile>();

  /** Puts a distribution among the refused files; it is read where it lies and must not change. Null: nobody can tell its name. */
  async add(path: string, now: Date, files: Files): Promise<RefusedFile | null> {
    await using distribution = await openDistribution(path, files);
    const { metadata, parsed } = distribution;
    const name = metadata?.name || (parsed.kind === "invalid" ? "" : parsed.name);
    const version = metadata?.version || (parsed.kind === "invalid" ? "" : parsed.version);
    if (name === "") return null;
    const bytes = distribution.kind === "wheel" ? distribution.metadataBytes : null;
    const refused: RefusedFile = {
      path,
      fileName: basename(path),
      project: normalizeName(name),
      version,
      size: distribution.size,
      sha256: distribution.digests.sha256,
      requiresPython: metadata?.requiresPython ?? null,
      metadata: bytes,
      metadataSha256: bytes === null ? null : createHash("sha256").update(bytes).digest("hex"),
      time: now.toISOString(),
    };
    this.#files.set(join(refused.sha256, refused.fileName), refused);
    return refused;
  }

  /** All refused files of a project. */
  of(project: string): readonly RefusedFile[] {
    return [...this.#files.values()].filter((file) => file.project === project);
  }

  /** The file of this digest and name. */
  find(sha256: string, fileName: string): RefusedFile | null {
    return this.#files.get(join(sha256, fileName)) ?? null;
  }

  /** Normalised names of the projects among the refused files. */
  get projects(): ReadonlySet<string> {
    return new Set([...this.#files.values()].map((file) => file.project));
  }
}

/** A refused file as a page shows it. */
export function refusedPageFile(file: RefusedFile, origin: string): PageFile {
  return {
    fileName: file.fileName,
    version: file.version,
    url: `${origin}/refused/${file.sha256}/${encodeURIComponent(file.fileName)}`,
    sha256: file.sha256,
    size: file.size,
    uploadTime: `${file.time.slice(0, -1)}000Z`,
    requiresPython: file.requiresPython,
    yanked: false,
    metadataSha256: file.metadataSha256,
    provenance: null,
  };
}
