import { createHash } from "node:crypto";
import type { ImportOutcome } from "./imports.ts";
import type { Installed } from "./installed.ts";
import type { Cell } from "./request.ts";

/** What a trial found by importing, for its twins. */
export interface TwinImports {
  readonly trial: string;
  readonly outcome: ImportOutcome;
  readonly sitePackages: string;
}

/**
 * Import results by what was imported. Trials of one Python whose installed files and dependency versions are the same
 * are twins: the first one imports everything, the others rely on it.
 */
export class Twins {
  readonly #known = new Map<string, Promise<TwinImports>>();

  /** The twin's results, or null when this trial is the first of its kind; then `work` runs and others may rely on it. */
  async share(
    cell: Cell,
    installed: Installed,
    work: () => Promise<ImportOutcome>,
  ): Promise<{
    readonly outcome: ImportOutcome;
    readonly twin: Pick<TwinImports, "trial" | "sitePackages"> | null;
  }> {
    const key = twinKey(cell, installed);
    const known = this.#known.get(key);
    if (known !== undefined) {
      const { outcome, trial, sitePackages } = await known;
      return { outcome, twin: { trial, sitePackages } };
    }
    const promise = work().then((outcome) => ({
      trial: cell.id,
      outcome,
      sitePackages: installed.sitePackages,
    }));
    this.#known.set(key, promise);
    const { outcome } = await promise;
    return { outcome, twin: null };
  }
}

/** A digest over everything that can make an import behave in another way. */
export function twinKey(cell: Cell, installed: Installed): string {
  const hash = createHash("sha256");
  hash.update(`${cell.python.executable}\n${installed.dependencies.join("\n")}\n`);
  for (const [path, digest] of [...installed.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (
      path.startsWith("..") ||
      /\.dist-info\/(?:RECORD|INSTALLER|REQUESTED|uv_build\.json|direct_url\.json)$/.test(path)
    )
      continue;
    hash.update(`${path}\0${digest}\n`);
  }
  return hash.digest("hex");
}
