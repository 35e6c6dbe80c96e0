import { terminal } from "../../adapters/terminal.ts";
import { readPlan } from "../../release/read-plan.ts";
import type { ReleaseRequest } from "../../release/request.ts";
import { isError } from "../../findings/finding.ts";
import { plural } from "../../text/plural.ts";
import { planOutcome } from "../render/plan.ts";
import { canAsk } from "../can-ask.ts";
import type { Session } from "../session.ts";

/**
 * Whether the release is to be made: on a terminal its plan is shown, and the person is asked. Where
 * nobody can be asked there is no question, and neither for a plan that the release itself will not follow.
 */
export async function confirmRelease(request: ReleaseRequest, session: Session): Promise<boolean> {
  const { ports, style, print } = session;
  if (!canAsk(session)) return true;
  const plan = await readPlan(request, ports);
  if (plan.obstacles.length > 0 || plan.findings.some(isError)) return true;
  const open = plan.steps.filter(({ reversible, state }) => !reversible && state !== "done");
  print(`${planOutcome(plan, false, style).text}\n\n`);
  const forGood = open.length === 0 ? "" : ` ${plural(open.length, "step")} cannot be undone.`;
  const answer = await terminal.ask(
    `Release ${plan.project} ${plan.version ?? ""} to ${plan.index ?? "its index"}?${forGood} [y/N] `,
    ports.signal,
  );
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}
