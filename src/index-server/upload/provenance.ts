import type { AttestedPublisher } from "../../distribution/attestation-verifying.ts";
import type { FileFacts } from "../acceptance/facts.ts";

/** The publisher behind an upload, as provenance names it; null for a user, and for ActiveState. */
export function attestedPublisher({ identity, state }: FileFacts): AttestedPublisher | null {
  if (identity.kind !== "publisher") return null;
  const publisher = state.publishers.find(({ id }) => id === identity.publisherId);
  switch (publisher?.kind) {
    case "GitHub": {
      const { kind, repository, workflow, environment } = publisher;
      return { kind, repository, workflow, environment };
    }
    case "GitLab": {
      const { kind, repository, workflowPath, environment } = publisher;
      return { kind, repository, workflow_filepath: workflowPath, environment };
    }
    case "Google":
      return { kind: "Google", email: publisher.email };
    case "ActiveState":
    case undefined:
      return null;
  }
}

/** The provenance object (PEP 740) of an upload whose attestations were verified; null when it has none. */
export function provenanceOf(facts: FileFacts): unknown {
  const sent = facts.fields.first("attestations");
  const publisher = attestedPublisher(facts);
  if (sent === "" || publisher === null) return null;
  const bundle = { publisher: { ...publisher, claims: null }, attestations: JSON.parse(sent) as unknown };
  return { version: 1, attestation_bundles: [bundle] };
}
