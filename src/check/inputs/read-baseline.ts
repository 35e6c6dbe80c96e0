import { resolve } from "node:path";
import type { CheckConfig } from "../../config/sections/check.ts";
import { fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Ports } from "../../ports/ports.ts";
import { applyBaseline, parseBaseline, type NamedBaseline } from "../engine/baseline.ts";
import type { Ignored } from "../engine/ignores.ts";

/** Reads a file of known findings; relative paths are relative to `base`. Throws `usage/no-baseline`. */
export async function readBaseline(
  file: string,
  base: string,
  { files }: Pick<Ports, "files">,
): Promise<NamedBaseline> {
  const text = await files.readText(resolve(base, file)).catch((error: unknown) => {
    throw fault("usage/no-baseline", { file, reason: (error as { code?: string }).code ?? "unreadable" });
  });
  const entries = parseBaseline(text);
  if (entries === null) throw fault("usage/no-baseline", { file, reason: "it is not a baseline file" });
  return { file, entries };
}

/** The baseline that a project's settings name; null without one. Throws `usage/no-baseline`. */
export async function projectBaseline(
  { baseline }: Pick<CheckConfig, "baseline">,
  root: string,
  ports: Pick<Ports, "files">,
): Promise<NamedBaseline | null> {
  return baseline === undefined ? null : readBaseline(baseline, root, ports);
}

/** A finding with the root of its tree; null for one of distributions. */
export interface Rooted {
  readonly finding: Finding;
  readonly root: string | null;
}

/** A baseline, and whose findings it holds for. */
interface Held {
  readonly baseline: NamedBaseline | null;
  readonly holds: (root: string | null) => boolean;
}

/** One baseline for everything where the command names one (null: none), else each project's own. */
export async function baselinesFor(
  asked: NamedBaseline | null | undefined,
  projects: readonly { readonly root: string; readonly check: Pick<CheckConfig, "baseline"> }[],
  ports: Pick<Ports, "files">,
): Promise<readonly Held[]> {
  if (asked !== undefined) return [{ baseline: asked, holds: () => true }];
  return Promise.all(
    projects.map(async ({ root, check }, at) => ({
      baseline: await projectBaseline(check, root, ports),
      // Distributions have the settings of the first project.
      holds: (of) => of === root || (of === null && at === 0),
    })),
  );
}

const ARCHIVE = /\.(?:whl|tar\.gz|zip)(?:!|$)/;

/**
 * Takes out what baselines have. S003 for an entry in vain, where its rule ran and everything was looked at that the
 * baseline is about: a tree alone is judged otherwise than together with its wheel.
 */
export function applyBaselines(
  all: readonly Rooted[],
  baselines: readonly Held[],
  looked: { readonly ran: readonly string[]; readonly atTrees: boolean; readonly atArchives: boolean },
): { readonly findings: readonly Rooted[]; readonly ignored: readonly Ignored[] } {
  const ran = new Set(looked.ran);
  const applied = baselines.map(({ baseline, holds }) => {
    const own = all.filter(({ root }) => holds(root)).map(({ finding }) => finding);
    return applyBaseline(own, baseline);
  });
  const ignored = applied.flatMap((each) => each.ignored);
  const known = new Set(ignored.map(({ finding }) => finding));
  const gone = applied.flatMap((each, at) => {
    const files = baselines[at]?.baseline?.entries.findings.map(({ file }) => file) ?? [];
    const isWhole = files.every((file) => (ARCHIVE.test(file) ? looked.atArchives : looked.atTrees));
    return isWhole ? each.gone(({ rule }) => ran.has(rule)) : [];
  });
  return {
    findings: [
      ...all.filter(({ finding }) => !known.has(finding)),
      ...gone.map((finding) => ({ finding, root: null })),
    ],
    ignored,
  };
}
