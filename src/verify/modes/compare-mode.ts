import { MODES } from "../../toolbox/modes/registry.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { ModeCell } from "../request.ts";
import type { Ending, ModeObservation, ReferenceRun, ScriptObservation } from "./mode-observation.ts";
import { MODE_DIFFERS, SCRIPT_NOT_ON_PATH } from "./mode-rules.ts";

/** A way to install that is compared with a virtual environment; of these, one that has extras. */
export type ComparedCell = Pick<ModeCell, "python" | "source" | "extras"> & {
  readonly mode: ModeCell["mode"] | "venv";
};

/** What comparing showed. */
export interface ModeJudgement {
  readonly attempts: readonly Attempt[];
  readonly findings: readonly Finding[];
}

/**
 * Compares a way to install with what is right in a virtual environment: each script by its name, its place, how it
 * ends and what it prints; each import. `isSteady` tells whether a run prints the same text again where it is right:
 * of others only the exit status counts.
 */
export function compareMode(
  cell: ComparedCell,
  { scripts, imports }: Pick<ModeObservation, "scripts" | "imports">,
  isSteady: (run: ReferenceRun) => boolean,
): ModeJudgement {
  const attempts: Attempt[] = [];
  const findings: Finding[] = [];
  const broken = new Set<string>();
  for (const script of scripts) {
    const { name, args } = script.run;
    if (broken.has(name)) continue;
    const finding = judgeScript(cell, script, isSteady);
    const shown = [name, ...args].join(" ");
    if (finding === null) attempts.push(succeeded("script", shown));
    else {
      findings.push(finding);
      if (finding.severity === "error") {
        broken.add(name);
        attempts.push(failed("script", shown, finding.message, { finding }));
      }
    }
  }
  for (const { name, problem } of imports) {
    if (problem === null) {
      attempts.push(succeeded("module", name));
      continue;
    }
    const finding = modeImportFails(cell, name, problem);
    findings.push(finding);
    attempts.push(failed("module", name, problem, { finding }));
  }
  return { attempts, findings };
}

/** The finding of a module that works in a virtual environment without extras, and not by this way. */
export function modeImportFails(cell: ComparedCell, name: string, problem: string): Finding {
  return MODE_DIFFERS.finding({
    subject: `import ${name}`,
    symptom: symptom.install(`mode:import:${name}`),
    message: `import ${name} works ${elsewhereOf(cell)} and fails by ${wayOf(cell)}: ${problem}`,
    help: `import it after ${commandOf(cell)}, and repair what the traceback shows`,
  });
}

function judgeScript(
  cell: ComparedCell,
  { run, found, path, ending, renamed }: ScriptObservation,
  isSteady: (run: ReferenceRun) => boolean,
): Finding | null {
  const shown = [run.name, ...run.args].join(" ");
  // What several ways show in common is one finding.
  const base = { subject: run.name, symptom: symptom.install(`mode:${run.name}`) };
  const command = commandOf(cell);
  if (found === "absent" || found === "outside")
    return SCRIPT_NOT_ON_PATH.finding({
      ...base,
      message:
        found === "absent"
          ? `${command} puts no program ${run.name} on PATH (${wayOf(cell)})`
          : `${run.name} leads out of its installation by ${wayOf(cell)}: ${path ?? ""}`,
      why: `Users who type ${run.name} get another program, or none.`,
      help: "declare it in [project.scripts]: a file that only some installers take for a script is no script",
    });
  if (ending === null) return null;
  const details = {
    command: [run.name, ...run.args],
    status: ending.status,
    output: ending.text.slice(-2000),
  };
  if (!sameEnd(run.ending, ending))
    return MODE_DIFFERS.finding({
      ...base,
      details,
      message: `${shown} ${endText(run.ending)} ${elsewhereOf(cell)}, and ${endText(ending)} by ${wayOf(cell)}${lastWords(ending)}`,
      help: helpFor(cell),
    });
  if (renamed !== null && !sameEnd(ending, renamed))
    return MODE_DIFFERS.finding({
      ...base,
      subject: `renamed: ${run.name}`,
      symptom: symptom.install(`mode:renamed:${run.name}`),
      details: { ...details, status: renamed.status, output: renamed.text.slice(-2000) },
      message: `${shown} ${endText(ending)}, and ${endText(renamed)} through a link of another name${lastWords(renamed)}`,
      why: "Users rename launchers: pipx --suffix, links in ~/bin, aliases of distributions.",
      help: "do not read the name of the program from sys.argv[0] to decide what it does",
    });
  if (ending.text === run.ending.text || !isSteady(run)) return null;
  return MODE_DIFFERS.finding({
    ...base,
    subject: `${run.name}: output`,
    severity: "warning",
    details: { ...details, expected: run.ending.text.slice(-2000) },
    message: `${shown} prints another text by ${wayOf(cell)} than ${elsewhereOf(cell)}: ${difference(run.ending.text, ending.text)}`,
    help: helpFor(cell),
  });
}

function sameEnd(a: Ending, b: Ending): boolean {
  return a.status === b.status && a.timedOut === b.timedOut;
}

function endText({ status, timedOut }: Ending): string {
  return timedOut ? "does not end" : status === null ? "is ended by a signal" : `exits with ${status}`;
}

function lastWords({ text }: Ending): string {
  const words = text.slice(-160).trim();
  return words === "" ? "" : `: ${text.length > 160 ? "…" : ""}${words}`;
}

/** The first place where the texts differ, with a little of what stands there. */
function difference(expected: string, seen: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === seen[at]) at += 1;
  const from = Math.max(0, at - 20);
  const part = (text: string): string => JSON.stringify(text.slice(from, at + 40));
  return `${part(seen)} for ${part(expected)}`;
}

function helpFor(cell: ComparedCell): string {
  if (cell.mode === "venv")
    return `try it by hand: ${commandOf(cell)}; the code must work with and without what the extra installs`;
  return cell.source === "tree"
    ? "include in the wheel what the sources have and it lacks, or leave it out of both"
    : `try it by hand: ${commandOf(cell)}; find data with importlib.resources and programs with shutil.which`;
}

/** `pipx on Python 3.11`. */
export function wayOf(cell: ComparedCell): string {
  return `${commandOf(cell)} on Python ${minorOf(cell.python.version)}`;
}

function commandOf({ mode, extras }: ComparedCell): string {
  return mode === "venv" ? `pip install NAME[${extras.join(",")}]` : MODES[mode].command;
}

/** Where it is right: what a way is compared with. */
function elsewhereOf({ mode }: ComparedCell): string {
  return mode === "venv" ? "without extras" : "in a virtual environment";
}
