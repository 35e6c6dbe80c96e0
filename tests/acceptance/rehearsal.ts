import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Defect, Expected } from "../../examples/story.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { PROGRAM, PROGRAM_ENVIRONMENT } from "../support/program.ts";

/** The parts of `rehearse --json` that an acceptance test looks at. */
export interface Answer {
  readonly exit: number;
  readonly verdict: string | undefined;
  readonly findings: readonly Finding[];
  readonly error: {
    readonly code: string;
    readonly location?: { readonly file: string; readonly line: number };
  };
  readonly trials: readonly {
    readonly artifact: string;
    readonly installer: string;
    readonly outcome: string;
  }[];
  readonly publication: readonly {
    readonly file: string;
    readonly outcome: string;
    readonly message: string;
  }[];
  /** Standard error, for a test that fails. */
  readonly talk: string;
}

/** A directory of its own below the system's temporary one, removed at the end. */
export function scratch(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "shipwheel-acceptance-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line on a project, as a process of its own, with a state directory of its own. */
export async function run(project: string, state: string, options: readonly string[] = []): Promise<Ended> {
  mkdirSync(state, { recursive: true });
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...PROGRAM_ENVIRONMENT,
    SHIPWHEEL_STATE_DIR: state,
  };
  delete environment["PYTHONDONTWRITEBYTECODE"];
  const { promise, resolve } = Promise.withResolvers<Ended>();
  execFile(
    process.execPath,
    [PROGRAM, "rehearse", project, ...options],
    { env: environment, maxBuffer: 64 * 1024 * 1024 },
    (error, stdout, stderr) => resolve({ exit: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return await promise;
}

/** The same with `--json`, read. */
export async function rehearse(
  project: string,
  state: string,
  options: readonly string[] = [],
): Promise<Answer> {
  const { exit, stdout, stderr } = await run(project, state, ["--json", ...options]);
  const answer = JSON.parse(stdout === "" ? "{}" : stdout) as Partial<Answer>;
  return { findings: [], trials: [], publication: [], ...answer, exit, talk: stderr } as unknown as Answer;
}

/**
 * Holds findings against what was planted: one line for each defect that nothing names, and one for each
 * finding that nobody planted. Empty when they are the same.
 */
export function differences(findings: readonly Finding[], expected: Expected): readonly string[] {
  const left = [...findings];
  const missing = expected.defects.filter((defect) => {
    const index = left.findIndex((finding) => fits(finding, defect));
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  const surplus = left.filter(
    (finding) => finding.severity !== "info" || !(expected.notes ?? []).includes(finding.rule),
  );
  return [
    ...missing.map((defect) => `missing: ${defect.rule} ${defect.severity} ${defect.names} (${defect.what})`),
    ...surplus.map((finding) => `surplus: ${finding.rule} ${finding.severity} ${finding.message}`),
  ];
}

function fits(finding: Finding, defect: Defect): boolean {
  const told = [
    finding.message,
    finding.subject ?? "",
    finding.location?.file ?? "",
    finding.location?.excerpt ?? "",
  ];
  return (
    finding.rule === defect.rule &&
    finding.severity === defect.severity &&
    told.some((text) => text.includes(defect.names))
  );
}
