import { basename, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { checkFileSignature, signFile, SIGNATURE_SUFFIX, type FileSigner } from "../../git/file-signature.ts";
import type { GitRunner } from "../../git/git-runner.ts";
import { CHECKSUM_FILE, type ReleaseAssets } from "../../announce/assets.ts";
import type { ReleaseStep } from "../../engine/steps/step.ts";

/** The name of the signature of `SHA256SUMS`. */
export function signatureName(signer: FileSigner): string {
  return `${CHECKSUM_FILE}${SIGNATURE_SUFFIX[signer]}`;
}

/** Signs `SHA256SUMS`; done when a signature lies beside it that holds for these very digests. */
export function signStep(
  assets: ReleaseAssets,
  signer: FileSigner,
  git: GitRunner,
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): ReleaseStep {
  const signature = join(assets.directory, signatureName(signer));
  return {
    id: "sign",
    title: `sign ${CHECKSUM_FILE} (${signer})`,
    phase: "publish",
    reversible: true,
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
