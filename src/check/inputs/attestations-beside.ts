import { dirname, join } from "node:path";
import type { AttestationFile } from "../views/attestation-files.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";

/** An attestation is some kilobytes long. Bytes. */
const MOST_BYTES = 2 ** 20;

/** The attestations (`<file>.publish.attestation`, PEP 740) that lie beside distributions. */
export async function attestationsBeside(
  distributions: readonly Pick<Distribution, "path" | "fileName">[],
  ports: Pick<Ports, "files">,
): Promise<readonly AttestationFile[]> {
  const found: AttestationFile[] = [];
  for (const [folder, group] of Map.groupBy(distributions, ({ path }) => dirname(path))) {
    const names = await ports.files.list(folder).catch(() => []);
    for (const { name, kind } of names) {
      if (kind !== "file" || !name.endsWith(".attestation")) continue;
      const owner = group.find(
        ({ fileName }) =>
          /^\.[\w-]+\.attestation$/.test(name.replace(fileName, "")) && name.startsWith(fileName),
      );
      const path = join(folder, name);
      if (owner === undefined || ((await ports.files.stat(path))?.size ?? Infinity) > MOST_BYTES) continue;
      found.push({ fileName: name, distribution: owner.fileName, text: await ports.files.readText(path) });
    }
  }
  return found;
}
