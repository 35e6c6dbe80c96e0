import { expect, test } from "vitest";
import { withBuild, type AttestationPlan } from "../../src/rehearse/attestations/plan-attestations.ts";

const CLAIMS = { workflow_ref: "o/demo/.github/workflows/release.yml@refs/tags/v1.0", repository: "o/demo" };

test("the provenance names what the build used, as package URLs are written", () => {
  const plan: Pick<AttestationPlan, "predicates"> = {
    predicates: [{ kind: "slsa", type: "slsa", predicate: () => null }],
  };
  const environment = [
    { requirement: "setuptools==80.1.0", sha256: ["a".repeat(64)] },
    { requirement: "torch==2.0+cpu", sha256: [] },
  ];
  const { predicates } = withBuild(plan as AttestationPlan, { environment, lock: null });
  const [slsa] = predicates;
  expect(slsa?.predicate?.(CLAIMS)).toMatchObject({
    buildDefinition: {
      resolvedDependencies: [
        { uri: expect.stringContaining("git+https://github.com/o/demo") },
        { uri: "pkg:pypi/setuptools@80.1.0", digest: { sha256: "a".repeat(64) } },
        { uri: "pkg:pypi/torch@2.0%2Bcpu" },
      ],
    },
  });
});
