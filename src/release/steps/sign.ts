import { basename, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { checkFileSignature, signFile, SIGNATURE_SUFFIX, type FileSigner } from "../../git/file-signature.ts";
import type { GitRunner } from "../../git/git-runner.ts";
import { CHECKSUM_FILE, type ReleaseAssets } from "../../announce/assets.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { RehearsedMaterial } from "../material.ts";

/** The name of the signature of `SHA256SUMS`. */
export function signatureName(signer: FileSigner): string {
  return `${CHECKSUM_FILE}${SIGNATURE_SUFFIX[signer]}`;
}

/** Signs `SHA256SUMS`, behind whatever adds a file to it. */
export const sign: StepDefinition<
  Pick<DecidedRelease, "config">,
  Pick<RehearsedMaterial, "release" | "assets" | "git">
> = {
  id: "sign",
  phase: "publish",
  reversible: true,
  plan({ config }) {
    const signer = config.release["sign-checksums"];
    return signer === "none" ? null : { title: `sign ${CHECKSUM_FILE} (${signer})`, subject: CHECKSUM_FILE };
  },
  carryOut({ release: { config }, assets, git }, ports) {
    const signer = config.release["sign-checksums"];
    if (signer === "none") throw new Error("a signature was planned, but none is requested");
    return signAction(assets, signer, git, ports);
  },
};

/** Signs `SHA256SUMS`; done when a signature lies beside it that holds for these very digests. */
export function signAction(
  assets: ReleaseAssets,
  signer: FileSigner,
  git: GitRunner,
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): StepAction {
  const signature = join(assets.directory, signatureName(signer));
  return {
    async observe() {
      const sums = await assets.checksums();
      if ((await ports.files.stat(signature)) === null)
        return { state: "absent", detail: "it is not signed" };
      const seen = await checkFileSignature(sums.path, signature, signer, git, ports);
      if (!seen.holds) return { state: "absent", detail: seen.words };
      const proof = { file: basename(signature), key: seen.key, sha256: await ports.files.sha256(signature) };
      return { state: "done", detail: seen.key === "" ? "it is signed" : `signed by ${seen.key}`, proof };
    },
    async act() {
      const sums = await assets.checksums();
      await signFile(sums.path, signer, git, ports);
      return [];
    },
  };
}
