import type { UploadToken } from "../../publish/upload-token.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import type { ReleaseStep } from "../../engine/steps/step.ts";

/**
 * Asks the index for the upload token before anything is tagged: an identity that it does not take is met here. The
 * upload uses this very token, since some identities are good for one exchange only.
 */
export function credentialsStep(token: UploadToken, index: string, journal: Journal): ReleaseStep {
  let isMinted = false;
  const isUploaded = journal.entries.some(
    (entry) => entry.type === "done" && entry.data["step"] === "upload",
  );
  return {
    id: "credentials",
    title: `get an upload token from ${index}`,
    phase: "auth",
    reversible: true,
    observe() {
      if (isUploaded) return Promise.resolve({ state: "done", detail: "uploaded already", proof: {} });
      return Promise.resolve(
        isMinted
          ? { state: "done", detail: `${index} gave one for this identity`, proof: { index } }
          : { state: "absent", detail: "none was asked for" },
      );
    },
    async act() {
      await token.get();
      isMinted = true;
      return [];
    },
  };
}
