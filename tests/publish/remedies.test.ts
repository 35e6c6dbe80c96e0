import { expect, test } from "vitest";
import { refusalRemedy } from "../../src/publish/remedies.ts";

test.each(["attestations-invalid", "attestations-malformed", "attestations-unsupported-publisher"] as const)(
  "%s: to build again is no remedy",
  (reason) => {
    expect(refusalRemedy(reason)).toContain("attestation");
    expect(refusalRemedy(reason)).not.toContain("build again");
  },
);
