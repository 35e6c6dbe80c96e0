import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { cleanEnvironment, type Job } from "./measure.ts";

/** One row of the benchmark: a way to do the whole release of a project. */
export interface Flavour {
  readonly id: string;
  readonly title: string;
  job(place: Place): Job;
}

/** Where a job works. */
export interface Place {
  /** The folder of the whole benchmark. */
  readonly work: string;
  readonly project: string;
  readonly cold: boolean;
}

const OPPONENTS = join(import.meta.dirname, "opponents");
const MAIN = join(import.meta.dirname, "..", "dist", "cli", "main.cjs");
const PRELOAD = join(import.meta.dirname, "peak-memory.ts");

/** Every row, ours first. */
export const FLAVOURS: readonly Flavour[] = [
  ours("ours", "shipwheel rehearse --installer uv (the same work as below)", ["--installer", "uv"]),
  ours("ours-both", "shipwheel rehearse (the default: pip and uv, wheel and sdist)", []),
  opponent("pip", "pip pipeline, one step after another", "peer_pipeline.sh", "pip", {}),
  opponent("uv", "uv pipeline, one step after another", "peer_pipeline_uv.sh", "uv", {}),
  opponent("uv-short", "uv pipeline without pyroma and check-manifest", "peer_pipeline_uv.sh", "uv", {
    SKIP: "pyroma check-manifest",
  }),
  opponent("same", "floor, same checks as the uv pipeline, side by side", "floor.sh", "uv", { MODE: "same" }),
  opponent("lean", "floor, no work twice", "floor.sh", "uv", { MODE: "lean" }),
  opponent("bare", "floor, no check tool at all", "floor.sh", "uv", { MODE: "bare" }),
];

/** The command line of our built program, with Node 24 and the peak of its memory measured. */
export function ourCommand(args: readonly string[]): readonly string[] {
  return [process.execPath, "--import", PRELOAD, MAIN, ...args];
}

/** An environment in which our program finds the opponents' uv and keeps its caches below the work folder. */
export function ourEnvironment(work: string, caches: string): Record<string, string> {
  const temporary = join(work, "tmp");
  mkdirSync(temporary, { recursive: true });
  const home = join(work, caches);
  mkdirSync(home, { recursive: true });
  return cleanEnvironment({
    HOME: home,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_STATE_HOME: join(home, "state"),
    TMPDIR: temporary,
    PATH: `${join(work, "uv", "bin")}:${process.env["PATH"] ?? ""}`,
  });
}

function ours(id: string, title: string, args: readonly string[]): Flavour {
  return {
    id,
    title,
    job: ({ work, project, cold }) => ({
      name: `${id}${cold ? "-cold" : ""}`,
      argv: ourCommand(["rehearse", join(work, "projects", project), "--no-progress", ...args]),
      cwd: work,
      env: ourEnvironment(work, cold ? `${project}-${id}-cold` : `${project}-${id}`),
      work: join(work, "reports", project),
      measuresPeak: true,
    }),
  };
}

function opponent(
  id: string,
  title: string,
  script: string,
  tools: string,
  extra: Readonly<Record<string, string>>,
): Flavour {
  return {
    id,
    title,
    job: ({ work, project, cold }) => {
      const folder = join(work, `${project}-${tools}`);
      return {
        name: `${id}${cold ? "-cold" : ""}`,
        argv: ["bash", join(OPPONENTS, script), join(work, "projects", project), folder],
        cwd: work,
        env: cleanEnvironment({ QUIET: "1", ...extra, ...(cold ? { COLD: "1" } : { TOOLS: "keep" }) }),
        work: join(work, "reports", project),
        steps: join(folder, "steps.tsv"),
      };
    },
  };
}
