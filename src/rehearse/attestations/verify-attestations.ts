import { basename, dirname, join } from "node:path";
import { parseAttestationText, type Attestation } from "../../attest/attestation.ts";
import { parseProvenance } from "../../attest/provenance.ts";
import type { AttestingPublisher } from "../../attest/publisher.ts";
import { trustRootOf } from "../../attest/trust-root.ts";
import { verifyAttestation, type AttestationVerdict } from "../../attest/verify.ts";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { PREDICATE_TYPES } from "./attestation-verifier.ts";

/** Which files are to be what somebody signed. */
export interface VerifyAttestationsRequest {
  /** Absolute paths of distributions; attestations among them are left to their files. */
  readonly paths: readonly string[];
  /** Who must have signed; null: the one that the provenance names, or anybody, who is told. */
  readonly publisher: AttestingPublisher | null;
  /** The path of a provenance object, as an index gives it for one file; null: attestations lie beside the files. */
  readonly provenance: string | null;
  /** The path of a `trusted_root.json`; null: the bundled one. */
  readonly trustRoot: string | null;
}

/** One attestation, examined. */
export interface VerifiedAttestation {
  /** The base name of the distribution. */
  readonly file: string;
  /** Where the attestation was: a base name. */
  readonly from: string;
  /** Who had to have signed; null: nobody said it. */
  readonly publisher: AttestingPublisher | null;
  readonly verdict: AttestationVerdict;
}

/** The end of an examination. */
export interface VerifyAttestationsReport {
  readonly trustRoot: string;
  readonly attestations: readonly VerifiedAttestation[];
}

interface Found {
  readonly from: string;
  readonly publisher: AttestingPublisher | null;
  /** Or what is wrong with its form. */
  readonly attestation: Attestation | string;
}

/**
 * Verifies the attestations of files without any network. Throws `attest/none` for a file that has none,
 * `attest/trust-root`, `usage/no-such-path`.
 */
export async function verifyAttestations(
  request: VerifyAttestationsRequest,
  ports: Pick<Ports, "files">,
): Promise<VerifyAttestationsReport> {
  const { files } = ports;
  const text = async (path: string): Promise<string> => {
    if ((await files.stat(path)) === null) throw fault("usage/no-such-path", { path });
    return files.readText(path);
  };
  const { trustRoot } = request;
  const root = trustRootOf(
    trustRoot === null ? null : { title: basename(trustRoot), text: await text(trustRoot) },
  );
  const attestations: VerifiedAttestation[] = [];
  for (const path of request.paths.filter((each) => !each.endsWith(".attestation"))) {
    const fileName = basename(path);
    if ((await files.stat(path)) === null) throw fault("usage/no-such-path", { path });
    const found =
      request.provenance === null
        ? await beside(path, ports)
        : fromProvenance(await text(request.provenance), basename(request.provenance));
    if (found.length === 0) throw fault("attest/none", { file: fileName });
    const sha256 = await files.sha256(path);
    for (const { from, attestation, publisher: told } of found) {
      const publisher = request.publisher ?? told;
      const verdict: AttestationVerdict =
        typeof attestation === "string"
          ? { verified: false, problem: "malformed", message: attestation }
          : verifyAttestation(
              attestation,
              { file: { fileName, sha256 }, publisher, predicateTypes: PREDICATE_TYPES },
              root,
            );
      attestations.push({ file: fileName, from, publisher, verdict });
    }
  }
  return { trustRoot: root.title, attestations };
}

async function beside(path: string, { files }: Pick<Ports, "files">): Promise<readonly Found[]> {
  const folder = dirname(path);
  const found: Found[] = [];
  for (const { name, kind } of await files.list(folder)) {
    if (kind !== "file" || !name.startsWith(`${basename(path)}.`) || !name.endsWith(".attestation")) continue;
    const attestation = parseAttestationText(await files.readText(join(folder, name)));
    found.push({ from: name, publisher: null, attestation });
  }
  return found;
}

function fromProvenance(text: string, from: string): readonly Found[] {
  const bundles = parseProvenance(text);
  if (typeof bundles === "string") return [{ from, publisher: null, attestation: bundles }];
  return bundles.flatMap(({ publisher, attestations }) =>
    attestations.map((attestation) => ({ from, publisher, attestation })),
  );
}
