import { attestation, type AttestationSpec } from "../../support/attestation.ts";
import type { RuleCase, Situation } from "../rule-case.ts";
import { release } from "./workflow-jobs.ts";

type Change = Partial<AttestationSpec>;

/** The good wheel with attestations, each with its deviations. */
function attested(...changes: readonly Change[]): Situation {
  return {
    wheel: (good) => good,
    attestations: (file) =>
      changes.map((change, index) => ({
        fileName: `${file.fileName}.${index === 0 ? "publish" : `other${index}`}.attestation`,
        distribution: file.fileName,
        text: attestation({ ...file, ...change }),
      })),
  };
}

const SLSA = { predicateType: "https://slsa.dev/provenance/v1" };
const TOKEN = "password: ${{ secrets.TOKEN }}";
const PUBLISH = "- uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2\n";

/** Attestations, and the identity that makes them. */
export const attestationCases: readonly RuleCase[] = [
  {
    code: "X001",
    fires: attested({ identity: "ada@good.dev", issuer: "https://github.com/login/oauth" }),
    silent: attested({}),
    says: "(https://github.com/login/oauth), which is not a trusted publisher",
    explains: "refusal:attestations-without-publisher",
  },
  {
    code: "X001",
    about: "the release is uploaded with a token",
    fires: { ...attested({}), ...release(PUBLISH, `${PUBLISH}        with:\n          ${TOKEN}\n`) },
    silent: { ...attested({}), ...release() },
    says: "cannot be uploaded: the job publish publishes with a token",
  },
  {
    code: "X002",
    fires: attested({ sha256: "0".repeat(64) }),
    silent: attested({}, SLSA),
    says: "demo-1.0-py3-none-any.whl.publish.attestation does not match the bytes of the file",
    explains: "refusal:attestations-invalid",
  },
  {
    code: "X002",
    about: "a broken signature",
    fires: attested({ tampered: true }),
    says: "not signed by its own certificate",
  },
  {
    code: "X002",
    about: "another file",
    fires: attested({ fileName: "demo-0.9.whl" }),
    says: "is about demo-0.9.whl",
  },
  {
    code: "X002",
    about: "a foreign predicate",
    fires: attested({ predicateType: "https://good.dev/x" }),
    says: "predicate",
  },
  {
    code: "X002",
    about: "the same twice",
    fires: attested({}, {}),
    says: "demo-1.0-py3-none-any.whl.other1.attestation repeats another attestation",
  },
  {
    code: "X002",
    about: "no attestation at all",
    fires: {
      wheel: (good) => good,
      attestations: ({ fileName }) => [
        { fileName: `${fileName}.publish.attestation`, distribution: fileName, text: "[]" },
      ],
    },
    says: "cannot be read: it is not a JSON object",
    explains: "refusal:attestations-malformed",
  },
  {
    code: "X003",
    fires: release("    needs: build\n", "    needs: build\n    if: github.repository == 'good/old-demo'\n"),
    silent: release("    needs: build\n", "    needs: build\n    if: github.repository == 'Good/demo'\n"),
    says: "the job publish runs in good/old-demo only, but this is good/demo",
    severity: "info",
  },
];
