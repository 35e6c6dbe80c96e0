import type { Finding, Severity } from "../../findings/finding.ts";
import type { Limit } from "../../ports/limit.ts";
import { failed } from "../attempt.ts";
import { resolverMessage } from "../install/resolver-message.ts";
import { referenceFor, type Reference } from "../modes/reference.ts";
import type { Cell, FurtherTrials, VerifyRequest } from "../request.ts";
import type { TrialPorts, TrialResult } from "../run-trial.ts";
import { trialResult } from "../tell-trial.ts";
import { EXTRAS_CONTRADICT } from "./extras-rules.ts";
import { planExtras } from "./plan-extras.ts";
import { compatible, type ExtrasOutcome } from "./resolve-extras.ts";
import { runExtrasTrial } from "./run-extras-trial.ts";

/** The cells of the extras, where they are asked for and the release without any could be installed. */
export async function extrasTrials(
  {
    request,
    further,
    references,
    extras: outcome,
    begin,
  }: {
    readonly request: VerifyRequest;
    readonly further: FurtherTrials;
    readonly references: readonly Reference[];
    readonly extras: ExtrasOutcome;
    readonly begin: number;
  },
  limit: Limit,
  ports: TrialPorts,
): Promise<readonly TrialResult[]> {
  const { project, extrasApart = [] } = request;
  if (further.extras === null) return [];
  const together = compatible(project.extras, extrasApart).filter(
    (extra) => !outcome.unresolvable.includes(extra),
  );
  const contradicting = contradictionFindings(outcome, project, "error");
  const cells = planExtras(further.extras, project.extras, together);
  return Promise.all(
    cells.map(async (cell) => {
      const reference = referenceFor(cell, references);
      if (reference === null || reference.trial.footprint.length === 0) return notInstalled(cell);
      return cell.extras.length > 1 && contradicting.length > 0
        ? contradicted(cell)
        : limit(() => runExtrasTrial(cell, { request, reference, begin }, ports));
    }),
  );

  function contradicted(cell: Cell): TrialResult {
    const attempts = contradicting.map((finding) => failed("install", cell.id, finding.message, { finding }));
    return trialResult(
      cell,
      { outcome: "failed", findings: contradicting, attempts },
      { startedAt: ports.clock.elapsed() - begin, seconds: 0 },
    );
  }

  function notInstalled(cell: Cell): TrialResult {
    const reason = "the release cannot be installed without extras";
    return trialResult(
      cell,
      { outcome: "skipped", notTried: [{ kind: "installation", name: cell.id, reason }] },
      { startedAt: ports.clock.elapsed() - begin, seconds: 0 },
    );
  }
}

/** A finding for each set of extras that contradict each other. */
export function contradictionFindings(
  { contradictions }: ExtrasOutcome,
  { name }: VerifyRequest["project"],
  severity: Severity,
): readonly Finding[] {
  return contradictions.map(({ extras, said }) => {
    const listed = extras.join(",");
    return EXTRAS_CONTRADICT.finding({
      severity,
      subject: `extras:${listed}`,
      message: `the extras [${extras.join("] and [")}] cannot be installed together: pip install ${name}[${listed}] has no solution`,
      why: resolverMessage(said) ?? said.slice(0, 1500),
      help: `widen their requirements so that they overlap; if nobody needs both: [tool.uv] conflicts = [[${extras.map((extra) => `{ extra = "${extra}" }`).join(", ")}]]`,
    });
  });
}
