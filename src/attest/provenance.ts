import { parseAttestation, type Attestation } from "./attestation.ts";
import type { AttestingPublisher } from "./publisher.ts";

/** Attestations with the publisher of whom an index says that they are. */
export interface AttestationBundle {
  /** Null for a kind of publisher that we do not know. */
  readonly publisher: AttestingPublisher | null;
  readonly attestations: readonly Attestation[];
}

/** Reads a provenance object (PEP 740, version 1) as an index's integrity API gives it; else what is wrong with it. */
export function parseProvenance(text: string): readonly AttestationBundle[] | string {
  let value: { readonly version?: unknown; readonly attestation_bundles?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return "it is not JSON";
  }
  if (value?.version !== 1 || !Array.isArray(value.attestation_bundles))
    return "it is not a version 1 provenance object";
  const bundles: AttestationBundle[] = [];
  for (const bundle of value.attestation_bundles as readonly {
    readonly publisher?: Readonly<Record<string, unknown>>;
    readonly attestations?: unknown;
  }[]) {
    if (!Array.isArray(bundle?.attestations)) return "a bundle has no attestations";
    const attestations: Attestation[] = [];
    for (const each of bundle.attestations as readonly unknown[]) {
      const attestation = parseAttestation(each);
      if (typeof attestation === "string") return `an attestation: ${attestation}`;
      attestations.push(attestation);
    }
    bundles.push({ publisher: publisherOf(bundle.publisher ?? {}), attestations });
  }
  return bundles;
}

function publisherOf(value: Readonly<Record<string, unknown>>): AttestingPublisher | null {
  const { kind, repository, workflow, workflow_filepath: file, email } = value;
  if (kind === "GitHub" && typeof repository === "string" && typeof workflow === "string")
    return { kind, repository, workflow };
  if (kind === "GitLab" && typeof repository === "string" && typeof file === "string")
    return { kind, repository, workflow_filepath: file };
  return kind === "Google" && typeof email === "string" ? { kind, email } : null;
}
