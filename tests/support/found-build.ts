import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import cases from "../cases/found-build/expected.json" with { type: "json" };
import { document, run } from "../acceptance/cli.ts";
import type { Finding, Severity } from "../../src/findings/finding.ts";

/** A finding that must be among those of a case. */
export interface WantedFinding {
  readonly rule?: string;
  readonly severity?: string;
  /** Pattern that its message, subject or place must match. */
  readonly says?: string;
  /** File of its place. */
  readonly file?: string;
  /** Pattern that its help must match. */
  readonly helps?: string;
}

/** A public bug report rebuilt as a small repository or wheel, and what is right to say of it. */
export interface FoundCase {
  readonly id: string;
  readonly about: string;
  /** The report, where there is one. */
  readonly source: string;
  /** What is right, in words. */
  readonly right: string;
  /**
   * `green`: passes without warning; `warn`: passes with a warning; `red`: fails; `flawed`: fails, or passes with a
   * warning.
   */
  readonly verdict: string;
  /** The project, below the repository. */
  readonly directory?: string;
  /** Wheels are verified as well as checked. */
  readonly verify?: boolean;
  /** With `verify`: check alone must be red already. */
  readonly both?: boolean;
  /** Rehearsed as it lies there. */
  readonly worktree?: boolean;
  /** Part of the share that runs with every test run. */
  readonly quick?: boolean;
  /** The wheel is compiled here, so that its platform tag is no matter of the project. */
  readonly compiled?: boolean;
  /** Whose part is not landed; only `npm run found` runs it. */
  readonly pending?: string;
  /** A program without which the case cannot be judged. */
  readonly needs?: string;
  readonly findings?: readonly WantedFinding[];
  /** Rules that must not speak: their finding would be a second one for one cause, or a false one. */
  readonly absent?: readonly string[];
  /** Pattern that no path of an artifact may match. */
  readonly lacks?: string;
}

/** What the program said of a case. */
export interface CaseAnswer {
  readonly exit: number | null;
  readonly findings: readonly Finding[];
  /** Exit status of `check` alone, where a wheel was verified, too. */
  readonly checkExit: number | null;
  readonly members: readonly string[];
}

/** Every case. */
export const FOUND_CASES: readonly FoundCase[] = cases;

const ARCHIVE = join(import.meta.dirname, "../cases/found-build/cases.tar.gz");
/** What is told of any wheel that is compiled for this machine alone. */
const OF_A_LOCAL_BUILD: ReadonlySet<string> = new Set(["T001", "T014"]);

/** Unpacks the cases into a directory. */
export function unpackFoundCases(directory: string): void {
  execFileSync("tar", ["-xzf", ARCHIVE, "-C", directory]);
}

/** Runs the real command line over a case that was unpacked below `directory`; the case's files may change. */
export async function answerOf(each: FoundCase, directory: string): Promise<CaseAnswer> {
  const place = join(directory, each.id);
  const env = { SHIPWHEEL_STATE_DIR: join(directory, "state", each.id) };
  if (existsSync(join(place, "repo"))) {
    const project = join(place, "repo", each.directory ?? "");
    const output = join(directory, "out", each.id);
    const options = ["--output", output, ...(each.worktree === true ? ["--worktree"] : [])];
    const ended = await run(["--json", "rehearse", project, ...options], { env });
    return { ...read(ended), checkExit: null, members: membersOf(join(output, "dist")) };
  }
  const wheels = readdirSync(join(place, "dist")).map((name) => join(place, "dist", name));
  const checked = read(await run(["--json", "check", ...wheels], { env, cwd: place }));
  if (each.verify !== true) return { ...checked, checkExit: null, members: [] };
  const verified = read(await run(["--json", "verify", ...wheels], { env, cwd: place }));
  return {
    exit: checked.exit === 0 ? verified.exit : checked.exit,
    findings: [...checked.findings, ...verified.findings],
    checkExit: checked.exit,
    members: [],
  };
}

type Ended = Awaited<ReturnType<typeof run>>;

/** A fault is no finding, yet it is what the program said. */
function read(ended: Ended): { readonly exit: number | null; readonly findings: readonly Finding[] } {
  const answer = document(ended) as { findings?: readonly Finding[]; error?: Record<string, unknown> };
  const { error } = answer;
  const told =
    error === undefined ? [] : [{ rule: error["code"], severity: "error", ...error } as unknown as Finding];
  return { exit: ended.exit, findings: [...(answer.findings ?? []), ...told] };
}

function membersOf(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) =>
    execFileSync(
      "python3",
      [
        "-c",
        "import sys, tarfile, zipfile; p = sys.argv[1]; print('\\n'.join((zipfile.ZipFile(p).namelist() if p.endswith('.whl') else tarfile.open(p).getnames())))",
        join(directory, name),
      ],
      { encoding: "utf8" },
    ).split("\n"),
  );
}

/** Holds an answer against what is right: one line for each difference, none when it is right. */
export function differences(each: FoundCase, answer: CaseAnswer): readonly string[] {
  const { exit, findings } = answer;
  const told = findings.filter(({ rule }) => !(each.compiled === true && OF_A_LOCAL_BUILD.has(rule)));
  const flaws = told.filter((finding) => isAtLeast(finding.severity, "warning"));
  const shown = told.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
  const lines: string[] = [];
  if ((exit !== 0) !== (each.verdict === "red") && each.verdict !== "flawed") {
    lines.push(`exit ${exit}, and the right verdict is ${each.verdict}`);
  }
  if (each.both === true && answer.checkExit === 0) lines.push("check alone passes");
  if (each.verdict === "green") lines.push(...flaws.map(({ rule }) => `${rule} speaks of a sound project`));
  if (each.verdict === "flawed" && flaws.length === 0) lines.push("neither fails nor warns");
  for (const wanted of each.findings ?? []) {
    if (!findings.some((finding) => fits(finding, wanted))) lines.push(`lacks ${JSON.stringify(wanted)}`);
  }
  for (const rule of each.absent ?? []) {
    if (findings.some((finding) => finding.rule === rule)) lines.push(`${rule} speaks as well`);
  }
  const { lacks } = each;
  if (lacks !== undefined) {
    const kept = answer.members.filter((member) => new RegExp(lacks).test(member));
    lines.push(...kept.map((member) => `ships ${member}`));
  }
  return lines.length === 0 ? [] : [...lines, ...shown.map((line) => `  said: ${line}`)];
}

function isAtLeast(severity: Severity, least: "warning" | "error"): boolean {
  return severity === "error" || severity === least;
}

function fits(finding: Finding, wanted: WantedFinding): boolean {
  const texts = [finding.message, finding.subject ?? "", finding.location?.file ?? "", finding.help ?? ""];
  return (
    (wanted.rule === undefined || wanted.rule === finding.rule) &&
    (wanted.severity === undefined || wanted.severity === finding.severity) &&
    (wanted.file === undefined || wanted.file === finding.location?.file) &&
    (wanted.helps === undefined || new RegExp(wanted.helps).test(finding.help ?? "")) &&
    (wanted.says === undefined || texts.some((text) => new RegExp(wanted.says ?? "").test(text)))
  );
}
