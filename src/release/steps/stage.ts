import { isError } from "../../findings/finding.ts";
import type { StepDefinition } from "../../engine/steps/step.ts";
import { preflight } from "../../publish/preflight.ts";
import type { Uploadable } from "../../publish/upload-form.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";
import { everFrozen } from "../state/frozen-set.ts";
import type { Attesting } from "./attest.ts";
import { trialAction, trialsOf } from "./verify-published.ts";

/** Brings the files to a session of the index (PEP 694): nobody sees them, and all of it can be taken back. */
export const stage: StepDefinition<
  { readonly target: Pick<DecidedRelease["target"], "title" | "sessions"> },
  Pick<RehearsedMaterial, "target" | "staging" | "look"> & {
    readonly files: readonly Uploadable[];
    readonly attesting: Pick<Attesting, "fields"> | null;
    readonly state: Pick<RehearsedMaterial["state"], "journal">;
  }
> = {
  id: "stage",
  phase: "publish",
  reversible: true,
  plan: ({ target: { title, sessions } }) =>
    sessions == null ? null : { title: `stage the distributions on ${title}`, subject: title },
  carryOut({ files, target, staging, look, attesting, state: { journal } }, ports) {
    if (staging === null) throw new Error("a session was planned, but the index has none");
    const digests = Object.fromEntries(files.map((file) => [file.fileName, file.digests.sha256]));
    return {
      async observe() {
        const plan = preflight(files, await look(), target, ports.clock.now());
        const errors = plan.findings.filter(isError);
        if (errors.length > 0) return { state: "conflict", findings: errors };
        const absent = plan.files.filter((each) => each.state === "absent").map(({ file }) => file.fileName);
        if (absent.length === 0)
          return { state: "done", detail: `${target.title} shows every file`, proof: { files: digests } };
        const held = staging.staged();
        const open = absent.filter((name) => held?.has(name) !== true);
        if (open.length > 0) return { state: "absent", detail: `${open.length} files are not staged` };
        const detail = `${absent.length} files are staged, not yet public`;
        return { state: "done", detail, proof: { files: digests } };
      },
      act: () => staging.stage(files, attesting?.fields ?? (() => []), everFrozen(journal)),
    };
  },
};

/** Installs the release from the preview of its session, before anybody else can. */
export const verifyStaged: StepDefinition<
  Pick<DecidedRelease, "config" | "target">,
  Pick<RehearsedMaterial, "request" | "target" | "files" | "state" | "staging">
> = {
  id: "verify-staged",
  phase: "verify",
  reversible: true,
  plan: ({ config, target: { sessions, title } }) =>
    sessions != null && config.release["verify-published"]
      ? { title: `install the staged release from ${title} and smoke-test it`, subject: title }
      : null,
  carryOut({ request, target, files, state: { journal }, staging }, ports) {
    const run = { ...request.run, distributions: files.map((file) => file.path) };
    // What an earlier run published is tried where it is.
    const simpleUrl = (): string | null =>
      staging?.preview() ?? (staging?.staged() ? null : target.simpleUrl);
    const trial = { request: run, step: "verify-staged", simpleUrl, index: `the preview of ${target.title}` };
    return trialAction(trial, trialsOf(journal, "verify-staged"), ports);
  },
};
