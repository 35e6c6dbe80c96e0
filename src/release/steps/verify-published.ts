import type { Ports } from "../../ports/ports.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import { publishedStages } from "../../rehearse/stages.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";
import { tryFiles } from "../files/try-files.ts";

/** What is tried once it is public, or staged. */
interface PublishedTrial {
  readonly request: RunRequest;
  /** Of the step. */
  readonly step: string;
  /** The parent of the project pages; null: there are none to try it from. */
  readonly simpleUrl: () => string | null;
  /** What people call the index. */
  readonly index: string;
}

/** Installs what is public with real installers, where the index has pages to install from. */
export const verifyPublished: StepDefinition<
  Pick<DecidedRelease, "config" | "target">,
  Pick<RehearsedMaterial, "request" | "target" | "files" | "state">
> = {
  id: "verify-published",
  phase: "verify",
  reversible: true,
  // A staged release was tried before.
  plan: ({ config, target: { simpleUrl, title, sessions } }) =>
    simpleUrl !== null && sessions == null && config.release["verify-published"]
      ? { title: `install the release from ${title} and smoke-test it`, subject: title }
      : null,
  carryOut({ request, target: { simpleUrl, title: index }, files, state: { journal } }, ports) {
    if (simpleUrl === null) throw new Error("a trial was planned, but the index has no project pages");
    const run = { ...request.run, distributions: files.map((file) => file.path) };
    const trial = { request: run, step: "verify-published", simpleUrl: () => simpleUrl, index };
    return trialAction(trial, trialsOf(journal, "verify-published"), ports);
  },
};

/** Installs the release from its index by real installers; done once, by the journal's word: `known` trials. */
export function trialAction(
  { request, step, simpleUrl, index }: PublishedTrial,
  known: number | null,
  ports: Ports,
): StepAction {
  let trials = known;
  let from: string | null = null;
  return {
    observe() {
      return Promise.resolve(
        trials === null
          ? { state: "absent", detail: "it was not tried yet" }
          : { state: "done", detail: `${trials} trials from ${index}`, proof: { index: from, trials } },
      );
    },
    async act() {
      from = simpleUrl();
      if (from === null) {
        trials = 0;
        return [];
      }
      const { verdict, trials: tried } = await tryFiles(publishedStages(from), request, ports);
      if (verdict.green) trials = tried;
      return step === "verify-staged" ? verdict.findings : verdict.findings.map(published);
    },
  };
}

/** How many trials a step of an earlier run made; null before it. */
export function trialsOf(journal: Journal, step: string): number | null {
  const done = journal.entries.find((entry) => entry.type === "done" && entry.data["step"] === step);
  const proof = done?.data["proof"] as { readonly trials?: number } | undefined;
  return proof?.trials ?? null;
}

/** The release is out: what is found now is not of the rehearsal any more. */
function published(finding: Finding): Finding {
  return isError(finding) ? { ...finding, phase: "incomplete" } : finding;
}
