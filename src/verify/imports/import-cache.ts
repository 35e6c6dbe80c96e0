import { createHash } from "node:crypto";
import type { ImportOutcome } from "./imports.ts";
import type { Installed } from "../install/installed.ts";
import type { Cell } from "../request.ts";

/** What a trial found by importing, for the trials of the same bytes. */
export interface CachedImports {
  readonly trial: string;
  readonly outcome: ImportOutcome;
  readonly sitePackages: string;
  readonly dependencies: readonly string[];
}

/**
 * Import results by what was imported. Of the trials of one Python whose installed files are the same, the first one
 * imports everything, and the others rely on it. Where their dependencies differ in version, they import what users meet
 * first all the same.
 */
export class ImportCache {
  readonly #known = new Map<string, Promise<CachedImports>>();

  /** The cached results, or null when this trial is the first of its kind; then `work` runs and others may rely on it. */
  async share(
    cell: Cell,
    installed: Installed,
    work: () => Promise<ImportOutcome>,
  ): Promise<{ readonly outcome: ImportOutcome; readonly cached: CachedImports | null }> {
    const key = importKey(cell, installed);
    const known = this.#known.get(key);
    if (known !== undefined) {
      const cached = await known;
      return { outcome: cached.outcome, cached };
    }
    const promise = work().then((outcome) => ({
      trial: cell.id,
      outcome,
      sitePackages: installed.sitePackages,
      dependencies: installed.dependencies,
    }));
    this.#known.set(key, promise);
    const { outcome } = await promise;
    return { outcome, cached: null };
  }
}

/** A digest over the files of the release that can make an import behave in another way. */
export function importKey(cell: Cell, installed: Installed): string {
  const hash = createHash("sha256");
  hash.update(`${cell.python.executable}\n`);
  for (const [path, digest] of [...installed.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path.startsWith("..") || /\.dist-info\/(?!entry_points\.txt$)/.test(path)) continue;
    hash.update(`${path}\0${digest}\n`);
  }
  return hash.digest("hex");
}
