import { document } from "../documents.ts";
import type { PlannedReleaseStep } from "../../release/plan-release.ts";
import type { ReleasePlan } from "../../release/read-plan.ts";
import { judge } from "../../engine/verdict.ts";
import { faultFields, type Fault } from "../../findings/fault.ts";
import { isError } from "../../findings/finding.ts";
import type { Outcome } from "../session.ts";
import { renderFault } from "./fault.ts";
import { headLines, renderFindings } from "./findings.ts";
import type { Style } from "./style.ts";

/** A plan, for `plan` and for `release --dry-run`: one text, one document, one exit code. */
export function planOutcome(plan: ReleasePlan, dryRun: boolean, style: Style): Outcome {
  const { obstacles, ...told } = plan;
  const { green, exitCode, phase, findings } = judge(plan.findings, obstacles);
  const unexplained = unexplainedObstacle(plan);
  const kind = plan.kind === null ? "" : ` (${plan.kind})`;
  const to = plan.index === null ? "" : ` to ${plan.index}`;
  const nothing = dryRun ? "; nothing was done (--dry-run)" : "";
  const text = [
    style.strong(`${plan.project} ${plan.version ?? "without a version"}${kind}${to}`),
    "",
    ...renderObstacles(plan, style),
    ...(green
      ? [...renderSteps(plan.steps, style), "", `${style.error("!")} cannot be undone${nothing}`]
      : [`the release would stop before its first step${nothing}`]),
  ];
  const json = document("plan", {
    ...(dryRun ? { dryRun } : {}),
    verdict: green ? "green" : "red",
    phase,
    ...told,
    findings,
    ...(unexplained === undefined ? {} : { error: faultFields(unexplained) }),
  });
  return { exitCode, json, text: text.join("\n") };
}

/** What would stop a release; `short`: only what it is. */
export function renderObstacles(
  plan: Pick<ReleasePlan, "findings" | "obstacles">,
  style: Style,
  { short = false }: { readonly short?: boolean } = {},
): readonly string[] {
  const { findings } = judge(plan.findings, plan.obstacles);
  const unexplained = unexplainedObstacle(plan);
  if (short) {
    const errors = findings.filter(isError).map(({ rule, message }) => ({ code: rule, message }));
    return [...errors, ...(unexplained === undefined ? [] : [unexplained])].flatMap(({ code, message }) =>
      headLines(`error[${code}]`, message, style.error, style),
    );
  }
  const shown = renderFindings(findings, style);
  return [
    ...(shown === "" ? [] : [shown]),
    ...(unexplained === undefined ? [] : [renderFault(faultFields(unexplained), style), ""]),
  ];
}

/** The steps of a release, numbered; a mark where one cannot be undone or is done already. */
export function renderSteps(steps: readonly PlannedReleaseStep[], style: Style): readonly string[] {
  return steps.map(({ title, reversible, state }, position) => {
    const mark = reversible ? " " : style.error("!");
    const done = state === "done" ? ` ${style.good("(done)")}` : "";
    return `${String(position + 1).padStart(2)} ${mark} ${title}${done}`;
  });
}

/** The finding of strict mode that has the cause, and the cure, of what stands in the way. */
const EXPLAINED_BY: Readonly<Record<string, string>> = {
  "release/dirty": "V002",
  "invalid-version": "N009",
  "tag-unparsable": "V021",
  "tag-regex-empty-group": "V021",
  "dev-tag-not-zero": "V021",
};

function unexplainedObstacle({
  findings,
  obstacles,
}: Pick<ReleasePlan, "findings" | "obstacles">): Fault | undefined {
  return obstacles.find((each) => !isExplained(each, findings));
}

function isExplained({ code }: Fault, findings: ReleasePlan["findings"]): boolean {
  return findings.some((each) => isError(each) && each.rule === EXPLAINED_BY[code]);
}
