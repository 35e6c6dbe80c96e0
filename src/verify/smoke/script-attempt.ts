import type { Completed } from "../../ports/processes.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import { failed, succeeded, type Attempt, type Exemption } from "../attempt.ts";
import type { JudgedRun, ScriptRun } from "./script-run.ts";
import { causeOfOutput } from "../imports/failure-cause.ts";
import { endOf, outputOf } from "./output-text.ts";

/**
 * Whether a run ended as the configuration asks for, with 0 where it asks for nothing. A status is an answer of the
 * program's; that of an exception which nobody caught is none.
 */
export function endedWell({ expectation }: Pick<ScriptRun, "expectation">, completed: Completed): boolean {
  const { timedOut, status } = completed;
  if (timedOut || status === null || !(expectation.exit ?? [0]).includes(status)) return false;
  return status === 0 || causeOfOutput(outputOf(completed)) === null;
}

/** Whether the configuration says nothing of how the script is called: its `--help` is a guess of ours. */
export function isUnasked({ expectation }: Pick<ScriptRun, "expectation">): boolean {
  return expectation.args === undefined && expectation.exit === undefined;
}

/** The attempt of a script's run. What the configuration asks for has no exemption but an extra. */
export function scriptAttempt(
  run: Pick<ScriptRun, "name" | "expectation">,
  args: readonly string[],
  completed: Completed,
  judged: JudgedRun,
  extra: string | null = null,
): Attempt {
  const { name } = run;
  if (endedWell(run, completed)) return succeeded("script", name);
  const finding = judged.kind === "finding" ? judged.finding : null;
  const exemption: Exemption | null =
    extra !== null ? { kind: "extra", reason: extra } : isUnasked(run) ? exemptionOf(judged) : null;
  return failed("script", name, `${[name, ...args].join(" ")} ${endOf(completed)}`, { exemption, finding });
}

function exemptionOf(judged: JudgedRun): Exemption | null {
  switch (judged.kind) {
    case "ok": {
      return { kind: "unasked", reason: "it prints its usage" };
    }
    case "not-tried": {
      return { kind: "elsewhere", reason: judged.reason };
    }
    case "finding": {
      const { finding } = judged;
      return isError(finding) ? null : { kind: "unasked", reason: finding.message };
    }
  }
}

/** The attempt to see the version that a script prints. */
export function versionAttempt(
  run: Pick<ScriptRun, "name" | "expectation">,
  args: readonly string[],
  completed: Completed,
  finding: Finding | null,
): Attempt {
  const { name } = run;
  const isWell = !completed.timedOut && completed.status === 0;
  if (isWell && finding === null) return succeeded("script", name);
  const isAsked = Array.isArray(run.expectation.versionArgs);
  const exemption: Exemption | null =
    isAsked || finding !== null
      ? null
      : { kind: "unasked", reason: "shipwheel only assumes that it has --version" };
  const ended = isWell ? "does not show the version" : endOf(completed);
  return failed("script", name, `${[name, ...args].join(" ")} ${ended}`, { exemption, finding });
}
