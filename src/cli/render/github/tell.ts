import type { Ports } from "../../../ports/ports.ts";
import { annotations } from "./annotation.ts";
import { jobSummary } from "./summary.ts";
import { faultsOf, type SummaryDocument } from "./summary-document.ts";

/**
 * Tells GitHub's runner how a command ended: annotations in the log, unless its text is made of them, and a page in the
 * file that `GITHUB_STEP_SUMMARY` names.
 */
export async function tellGithub(
  { json, escaped }: { readonly json: SummaryDocument | null; readonly escaped?: boolean },
  budget: number | undefined,
  { files, environment }: Pick<Ports, "files" | "environment">,
  write: (text: string) => void,
): Promise<void> {
  const document = json ?? {};
  if (escaped !== true) {
    const shown = (document.findings ?? []).filter((each) => each.severity !== "info");
    write(annotations(shown, faultsOf(document)));
  }
  const page = environment.variables["GITHUB_STEP_SUMMARY"] ?? "";
  if (page !== "") await files.append(page, jobSummary(document, budget));
}
