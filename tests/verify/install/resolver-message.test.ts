import type { Cell } from "../../../src/verify/request.ts";
import { expect, test } from "vitest";
import { installFinding } from "../../../src/verify/install/install-findings.ts";
import { resolverMessage } from "../../../src/verify/install/resolver-message.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { renderFinding } from "../../../src/cli/render/findings.ts";
import { release } from "../support/release.ts";

const PIP = `Looking in indexes: http://127.0.0.1:9/simple/
Collecting demo==1.0.0
  Downloading demo-1.0.0-py3-none-any.whl (2 kB)
INFO: pip is looking at multiple versions of demo to determine which version is compatible.
ERROR: Could not find a version that satisfies the requirement helper>=230 (from demo) (from versions: 1.0, 1.1, 2.0, 2.1)
ERROR: No matching distribution found for helper>=230
`;
const UV = `error: No solution found when resolving dependencies
  cause: Because only helper<=2.1 is available and demo==1.0.0 depends on helper>=230, we can conclude that demo==1.0.0 cannot be used.
         And because you require demo==1.0.0, we can conclude that your requirements are unsatisfiable.
`;
const CONFLICT = `ERROR: Cannot install demo and demo==1.0.0 because these package versions have conflicting dependencies.

The conflict is caused by:
    demo 1.0.0 depends on helper==1.0.0
    demo 1.0.0 depends on helper>=2

To fix this you could try to:
1. loosen the range of package versions you've specified
`;

test.each([
  [
    "pip",
    PIP,
    "ERROR: Could not find a version that satisfies the requirement helper>=230 (from demo) (from versions: ..., 1.1, 2.0, 2.1)",
  ],
  ["uv", UV, "Because only helper<=2.1 is available and demo==1.0.0 depends on helper>=230"],
  [
    "pip, of a conflict",
    CONFLICT,
    "The conflict is caused by:\n  demo 1.0.0 depends on helper==1.0.0\n  demo 1.0.0 depends on helper>=2",
  ],
  ["a build", "ERROR: Failed building wheel for demo\n", null],
])("the decisive words of a resolver: %s", (_what, output, expected) => {
  expect(resolverMessage(output)).toBe(expected);
});

test.each([
  ["pip", PIP, "I010"],
  ["uv", UV, "I010"],
  ["pip", PIP.replaceAll(/\(from versions: .*\)/g, "(from versions: none)"), "P013"],
] as const)("%s's reason is the decisive words, and is printed once", (installer, output, rule) => {
  const python = { executable: "/python", version: "3.11.7", markers: {} };
  const cell: Cell = {
    id: "wheel",
    artefact: "wheel",
    mode: "venv",
    source: "index",
    extras: [],
    installer,
    python,
  };
  const result = { ok: false, timedOut: false, argv: [installer], status: 1, output, seconds: 1 };
  const finding = installFinding(result, cell, release().project);
  expect(finding).toMatchObject({ rule, why: resolverMessage(output) });
  const shown = renderFinding(finding, makeStyle(false)).join("\n");
  expect(shown).not.toContain("output:");
  expect(shown).not.toContain("Collecting");
});
