import type { Cell } from "../../../src/verify/request.ts";
import { installFinding, outOfSpace } from "../../../src/verify/install/install-findings.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../../src/findings/fault.ts";
import { verifyRelease } from "../../../src/verify/verify-release.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "helper" }),
    release({ name: "needs-future", requiresPython: ">=3.99" }),
    release({ name: "unbuildable", offered: ["sdist"], buildHook: "raise SystemExit('no compiler here')" }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

const CASES: readonly [
  what: string,
  options: ReleaseOptions,
  rule: string,
  symptom: string,
  message: RegExp,
][] = [
  [
    "a script without a colon",
    { entryPoints: "[console_scripts]\nzen = demo.main\n" },
    "I001",
    "install:entry-point",
    /refuses to install demo 1\.0\.0: the entry point zen = demo\.main is invalid$/,
  ],
  [
    "a script with two colons",
    { entryPoints: "[console_scripts]\nzen = demo:main:x\n" },
    "I001",
    "install:entry-point",
    /the entry point .*demo:main:x is invalid$/,
  ],
  [
    "a requirement that no index has",
    { requires: ["no-such-thing-here"] },
    "P013",
    "install:requirement:no-such-thing-here",
    /^the requirement no-such-thing-here does not exist on the index$/,
  ],
  [
    "a requirement without a fitting version",
    { requires: ["helper>=2"] },
    "I010",
    "install:requirement:helper",
    /^the requirement helper>=2 cannot be met on Python 3\.\d+: no version satisfies it$/,
  ],
  [
    "requirements that contradict each other",
    { requires: ["helper==1.0.0", "helper>=2"] },
    "I010",
    "install:requirement:helper",
    /^the requirement helper==1\.0\.0 cannot be met on Python 3\.\d+: no version satisfies it$/,
  ],
  [
    "a requirement for another Python",
    { requires: ["needs-future"] },
    "I010",
    "install:requirement:needs-future",
    /^the requirement needs-future\S* cannot be met on Python 3\.\d+: no version satisfies it$/,
  ],
  [
    "a requirement that cannot be built",
    { requires: ["unbuildable"] },
    "I010",
    "install:requirement:unbuildable",
    /^the requirement unbuildable\S* cannot be met on Python 3\.\d+: it has no matching wheel, and its sdist cannot be built there$/,
  ],
  [
    "another Python than the release's",
    { requiresPython: ">=3.99" },
    "I001",
    "install:requires-python",
    /: the release requires Python >=3\.99$/,
  ],
];

describe("an installation that fails is one finding for pip and uv, wheel and sdist", () => {
  test.each(CASES)(
    "%s",
    async (_, options, rule, symptom, message) => {
      const outcome = await bench.verify(release(options), {
        artefacts: ["wheel", "sdist"],
        installers: ["pip", "uv"],
      });
      expect(outcome.findings.map((finding) => [finding.rule, finding.symptom, finding.severity])).toEqual([
        [rule, symptom, "error"],
      ]);
      expect(outcome.findings[0]?.message).toMatch(message);
      expect(outcome.findings[0]?.details?.["trials"]).toHaveLength(4);
      expect(Object.keys(outcome.findings[0]?.details?.["outputs"] as object)).toHaveLength(4);
    },
    60_000,
  );

  test("a requirement by address is told without asking that address", async () => {
    const outcome = await bench.verify(
      release({ requires: ["llm-ctx @ git+https://127.0.0.1:9/llm-ctx.git"] }),
      {
        artefacts: ["wheel", "sdist"],
        installers: ["pip", "uv"],
      },
    );
    expect(outcome.findings).toMatchObject([{ rule: "I001", symptom: "install:requirement:llm-ctx" }]);
    expect(outcome.trials.every(({ commands }) => commands.length === 0)).toBe(true);
  });

  test("what an installation shows is not told once more for the Pythons that are only declared", async () => {
    const classifiers = ["8", "9", "13"].map((minor) => `Programming Language :: Python :: 3.${minor}`);
    const { findings, declared } = await bench.verify(release({ requires: ["Helper>=2"], classifiers }));
    expect(declared.findings).toMatchObject([{ rule: "I010", symptom: "install:requirement:helper" }]);
    expect(findings.map(({ rule, details }) => [rule, details?.["requirement"]])).toEqual([
      ["I010", undefined],
    ]);
  });

  test("an sdist that cannot be built fails in its own trials only", async () => {
    const outcome = await bench.verify(release({ buildHook: "raise SystemExit('no version file')" }), {
      artefacts: ["wheel", "sdist"],
      installers: ["pip", "uv"],
    });
    expect(outcome.findings).toMatchObject([
      { rule: "I001", symptom: "install:sdist-build", subject: "demo:sdist" },
    ]);
    expect(outcome.findings[0]?.message).toContain("the wheel cannot be built from the sdist");
    expect(JSON.stringify(outcome.findings[0]?.details?.["outputs"])).toContain("no version file");
    expect(
      outcome.trials.filter(({ outcome: each }) => each === "ok").map(({ cell }) => cell.artefact),
    ).toEqual(["wheel", "wheel"]);
  });
});

test.each([
  [
    "  × Failed to build `demo==1.0.0`\n      gcc -c -I/a -o b.o src/ping.c\n      src/ping.c:3:10: fatal error: ping_internal.h: No such file or directory\n      compilation terminated.\n      error: command '/usr/bin/gcc' failed with exit code 1",
    "compiler: fatal error: ping_internal.h: No such file or directory",
  ],
  [
    "ERROR: Failed building wheel for demo\n  error: rustup could not choose a version of cargo to run\nfailed-wheel-build-for-install",
    "rustup: rustup could not choose a version of cargo to run",
  ],
])("the cause of a failed build is the line that matters: %j", (output, expected) => {
  const result = { ok: false, timedOut: false, argv: ["uv"], status: 1, output, seconds: 1 };
  const { project } = release();
  const python = { executable: "/python", version: "3.11.7", markers: {} };
  const cell: Cell = {
    id: "sdist-uv-3.11",
    artefact: "sdist",
    mode: "venv",
    source: "index",
    extras: [],
    installer: "uv",
    python,
  };
  expect(installFinding(result, cell, project).message).toBe(
    `uv cannot install demo 1.0.0 (sdist) on Python 3.11: the wheel cannot be built from the sdist: ${expected}`,
  );
});

test.each([
  [
    "error: Failed to install: demo\n  cause: No space left on device (os error 28)",
    "cause: No space left on device (os error 28)",
  ],
  ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", null],
  ["ERROR: No matching distribution found for demo", undefined],
])("the words of a full disk are told from a defect: %j", (output, expected) => {
  if (expected === undefined) expect(outOfSpace(output)).toBeNull();
  else expect(outOfSpace(output)).toContain(expected ?? "No space left on device");
});

test("an index out of reach is a fault, not a defect of the release", async () => {
  const request = await bench.request(release({ requires: ["helper"] }), { installers: ["uv"] });

  const nowhere = {
    ...request,
    indexVariables: { UV_DEFAULT_INDEX: "http://127.0.0.1:9/simple/", UV_HTTP_RETRIES: "0" },
  };
  const failure = await verifyRelease(nowhere, bench.own.ports).catch((error: unknown) => error);
  // Another error is shown whole.
  if (!(failure instanceof Fault)) throw failure;
  expect(failure).toMatchObject({ code: "verify/index-unreachable", phase: "unavailable" });
});

test("the progress of a build is no part of the installer's last words", () => {
  const output = [
    "Collecting demo==1.0",
    "  Getting requirements to build wheel: finished with status 'done'",
    "  Preparing metadata (pyproject.toml): finished with status 'done'",
    "ERROR: the decisive line",
  ].join("\n");
  const finding = installFinding(
    { status: 1, timedOut: false, seconds: 1, output } as never,
    { installer: "pip", artefact: "sdist", python: { version: "3.11.7" } } as never,
    { name: "demo", version: "1.0", entryPoints: [], requirements: [], extras: [] } as never,
  );
  expect(finding.why).toBe("ERROR: the decisive line");
});

test("a wheel whose tag fits no Python here is one error that names the tag, whoever installs it", async () => {
  const tested = release({ tag: "py2-none-any" });
  const outcome = await bench.verify(tested, { artefacts: ["wheel"], installers: ["pip", "uv"] });
  expect(outcome.findings.map(({ rule, message }) => [rule, message.replace(/3\.\d+/, "X")])).toEqual([
    [
      "I001",
      "no installer accepts the wheel of demo 1.0.0 on Python X: its tag py2-none-any is for another Python or platform",
    ],
  ]);
  const said =
    "error: Failed to download and build `demo==1.0.0`\n  cause: The built wheel `demo-1.0.0-py2-none-any.whl` is not compatible with the current Python 3.11 on Linux x86_64";
  const cell = { artefact: "sdist", installer: "uv", python: { version: "3.11.7" } } as never;
  const result = { ok: false, status: 1, timedOut: false, seconds: 1, output: said } as never;
  expect(installFinding(result, cell, tested.project).subject).toBe("demo:wheel-tag");
});
