/** A trusted publisher of whom attestations are to be, with the keys of provenance objects (PEP 740). */
export type AttestedPublisher =
  | {
      readonly kind: "GitHub";
      /** `owner/name`. */
      readonly repository: string;
      /** File name below `.github/workflows/`. */
      readonly workflow: string;
      readonly environment: string | null;
    }
  | {
      readonly kind: "GitLab";
      /** `namespace/project`. */
      readonly repository: string;
      /** Path of the pipeline's file. */
      readonly workflow_filepath: string;
      readonly environment: string | null;
    }
  | { readonly kind: "Google"; readonly email: string };

/** What became of one attestation. */
export type AttestationAnswer =
  | { readonly kind: "verified"; readonly predicateType: string }
  /** It has not the form of PEP 740. */
  | { readonly kind: "malformed"; readonly words: string }
  | { readonly kind: "refused"; readonly words: string };

/** Examines attestations as PyPI does; whoever runs an index says which Sigstore it believes. */
export interface AttestationVerifier {
  /** `attestation`: one object of PEP 740, as it was sent. `sha256`: lower-case hex. Never throws for a bad one. */
  verify(
    attestation: unknown,
    file: { readonly fileName: string; readonly sha256: string },
    publisher: AttestedPublisher,
  ): Promise<AttestationAnswer>;
}
