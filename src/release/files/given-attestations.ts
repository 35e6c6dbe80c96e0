import { basename } from "node:path";
import { parseAttestationText, type Attestation } from "../../attest/attestation.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FormField } from "../../distribution/acceptance/file-form.ts";

/** An attestation is some kilobytes long. Bytes. */
const MOST_BYTES = 2 ** 20;

/** The attestations that lie beside the distributions, as an upload sends them. */
export interface GivenAttestations {
  /** Whether each of these files has one. */
  readonly covers: (fileNames: readonly string[]) => boolean;
  readonly fields: (file: { readonly fileName: string }) => readonly FormField[];
}

/** Reads `<file>.publish.attestation` files. Throws `usage/not-a-distribution` for one that is none. */
export async function givenAttestations(
  paths: readonly string[],
  { files }: Pick<Ports, "files">,
): Promise<GivenAttestations> {
  const held = new Map<string, Attestation>();
  for (const path of paths) {
    const file = basename(path);
    const isLong = ((await files.stat(path))?.size ?? 0) > MOST_BYTES;
    const attestation = isLong ? "it is larger than 1 MiB" : parseAttestationText(await files.readText(path));
    if (typeof attestation === "string") {
      throw fault("usage/not-an-attestation", { file, reason: attestation });
    }
    held.set(file.replace(/\.publish\.attestation$/, ""), attestation);
  }
  return {
    covers: (fileNames) => fileNames.every((name) => held.has(name)),
    fields({ fileName }) {
      const attestation = held.get(fileName);
      return attestation === undefined ? [] : [["attestations", JSON.stringify([attestation])]];
    },
  };
}
