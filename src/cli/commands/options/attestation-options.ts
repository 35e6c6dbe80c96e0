import { PUBLISHER_FORMS } from "../../../attest/publisher-text.ts";
import type { TextOption } from "../../options/declaration.ts";

/** What is held against the signatures of files. */
export const ATTESTATION_OPTIONS: {
  readonly publisher: TextOption;
  readonly provenance: TextOption;
  readonly trustRoot: TextOption;
} = {
  publisher: {
    kind: "text",
    value: "<who>",
    help: `with --attestations: the expected signer, as ${PUBLISHER_FORMS}`,
  },
  provenance: {
    kind: "text",
    value: "<file>",
    help: "with --attestations: provenance file of the index for one file",
  },
  trustRoot: {
    kind: "text",
    value: "<file>",
    help: "with --attestations: trusted_root.json of a Sigstore instance other than the public one",
  },
};
