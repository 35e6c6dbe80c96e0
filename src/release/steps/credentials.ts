import type { StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";
import { isDone } from "../../engine/steps/done-steps.ts";

/**
 * Asks the index for the upload token before anything is tagged: an identity that it does not take is met here. The
 * upload uses this very token, since some identities are good for one exchange only.
 */
export const credentials: StepDefinition<
  Pick<DecidedRelease, "trusted" | "target">,
  Pick<RehearsedMaterial, "token" | "target" | "state">
> = {
  id: "credentials",
  phase: "auth",
  reversible: true,
  plan: ({ trusted, target }) =>
    trusted ? { title: `get an upload token from ${target.title}`, subject: target.title } : null,
  carryOut({ token, target: { title: index }, state: { journal } }) {
    const isUploaded = isDone(journal.entries, "upload");
    let isMinted = false;
    return {
      observe() {
        if (isUploaded) return Promise.resolve({ state: "done", detail: "uploaded already", proof: {} });
        return Promise.resolve(
          isMinted
            ? { state: "done", detail: `${index} issued one for this identity`, proof: { index } }
            : { state: "absent", detail: "none was requested" },
        );
      },
      async act() {
        await token.get();
        isMinted = true;
        return [];
      },
    };
  },
};
