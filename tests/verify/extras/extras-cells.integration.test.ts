import { afterAll, beforeAll, expect, test } from "vitest";
import type { VerifyOutcome } from "../../../src/verify/verify-outcome.ts";
import { release } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "helper" }),
    release({ name: "cacher" }),
    release({ name: "speeder" }),
    release({ name: "wants-old", requires: ["helper==1.0.0"], files: { "wants_old.py": "" } }),
    release({ name: "wants-new", requires: ["helper==2.0.0"], files: { "wants_new.py": "" } }),
    release({ name: "helper", version: "2.0.0" }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

/** Every trial with its outcome and what it alone showed. */
function byTrial({ trials, findings }: VerifyOutcome): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    trials.map(({ cell, outcome }) => [
      cell.id.replace(/-3\.\d+/, ""),
      [
        outcome,
        ...findings
          .filter(({ details }) => (details?.["trials"] as readonly string[] | undefined)?.includes(cell.id))
          .map(({ rule, message }) => `${rule} ${message.replace(/Python 3\.\d+/, "Python X")}`),
      ],
    ]),
  );
}

const EXTRAS = {
  extras: ["web", "cache", "speed"],
  requires: ['helper; extra == "web"', 'cacher; extra == "cache"', 'speeder; extra == "speed"'],
  entryPoints: "[console_scripts]\ndemo = demo:main\nweb = demo.web:main [web]\n",
};

test("each extra alone shows what all of them together hide, and what works only without one", async () => {
  const outcome = await bench.verify(
    release({
      ...EXTRAS,
      files: {
        "demo/__init__.py": "def main(): print('usage: demo')\n",
        // It needs two extras, and asks for one.
        "demo/web.py": "import helper, cacher\ndef main(): print('usage: web')\n",
        // With its accelerator it is broken.
        "demo/fast.py":
          "try:\n    import speeder\nexcept ImportError:\n    speeder = None\nif speeder: speeder.turbo()\n",
        "demo/cache.py":
          "try:\n    import cacher, helper\nexcept ImportError as e:\n    raise ImportError('pip install demo[cache]') from e\n",
      },
    }),
    { extras: true },
  );
  expect(byTrial(outcome)).toEqual({
    "wheel-uv": ["ok"],
    "wheel-uv-extra-web": [
      "failed",
      "I003 the entry point web = demo.web:main cannot be loaded: ModuleNotFoundError: No module named 'cacher' (with [web] alone)",
    ],
    "wheel-uv-extra-cache": [
      "warned",
      expect.stringMatching(/^I002 import demo\.cache asks for the extra \[cache\], and fails with it: /),
    ],
    "wheel-uv-extra-speed": [
      "failed",
      "I017 import demo.fast works without extras and fails by pip install NAME[speed] on Python X: AttributeError: module 'speeder' has no attribute 'turbo'",
    ],
    "wheel-uv-all-extras": [
      "failed",
      "I017 import demo.fast works without extras and fails by pip install NAME[speed] on Python X: AttributeError: module 'speeder' has no attribute 'turbo'",
    ],
  });
});

test("a name that what the extra brings does not have is an error, not a need of the extra", async () => {
  const outcome = await bench.verify(
    release({
      extras: ["web", "cache"],
      requires: ['helper; extra == "web"', 'cacher; extra == "cache"'],
      files: {
        "demo/__init__.py": "",
        "demo/table.py": "from helper import nonexistent\n",
        // What it guards is its own business.
        "demo/guarded.py":
          "try:\n    from helper import nonexistent\nexcept ImportError:\n    nonexistent = None\n",
        "demo/cache.py": "import cacher\n",
      },
    }),
    { extras: true },
  );
  expect(
    outcome.findings.map(({ rule, severity, subject, message }) => [rule, severity, subject, message]),
  ).toEqual([
    [
      "I002",
      "error",
      "demo.table",
      expect.stringContaining("cannot import name 'nonexistent' from 'helper'"),
    ],
  ]);
  expect(outcome.trials.find(({ cell }) => cell.extras.length === 0)?.outcome).toBe("failed");
});

test("sound extras are silent, and each environment holds what its extra brings", async () => {
  const outcome = await bench.verify(
    release({
      ...EXTRAS,
      files: {
        "demo/__init__.py": "def main(): print('usage: demo')\n",
        "demo/web.py": "import helper\ndef main(): print('usage: web')\n",
        "demo/fast.py": "try:\n    import speeder\nexcept ImportError:\n    speeder = None\n",
      },
    }),
    { extras: true },
  );
  expect(outcome.findings).toEqual([]);
  expect(
    outcome.trials.map(({ cell, dependencies, commands }) => [
      cell.extras.join(),
      dependencies.join(" "),
      commands.map(({ command }) => command[0]).filter((name) => name !== "uv"),
    ]),
  ).toEqual([
    ["", "", ["demo", "web"]],
    ["web", "helper==2.0.0", ["demo", "my-demo", "web", "my-web"]],
    ["cache", "cacher==1.0.0", ["demo", "my-demo"]],
    ["speed", "speeder==1.0.0", ["demo", "my-demo"]],
    ["web,cache,speed", "cacher==1.0.0 helper==2.0.0 speeder==1.0.0", ["demo", "my-demo", "web", "my-web"]],
  ]);
});

const APART = {
  files: { "demo/__init__.py": "" },
  extras: ["old", "plain", "new"],
  requires: ['wants-old; extra == "old"', 'wants-new; extra == "new"', 'cacher; extra == "plain"'],
};

test("extras that contradict each other are named: a note, an error where all are tried, nothing where it is declared", async () => {
  const told = ({ findings }: VerifyOutcome) =>
    findings.map(({ rule, severity, message }) => `${severity} ${rule} ${message}`);
  const message =
    "I022 the extras [old] and [new] cannot be installed together: pip install demo[old,new] has no solution";
  const resolved = await bench.verify(release(APART));
  expect(told(resolved)).toEqual([`info ${message}`]);
  const tried = await bench.verify(release(APART), { extras: true });
  expect(told(tried)).toEqual([`error ${message}`]);
  expect(tried.trials.map(({ cell, outcome }) => `${cell.extras.join()} ${outcome}`)).toEqual([
    " ok",
    "old ok",
    "plain ok",
    "new ok",
    "old,plain,new failed",
  ]);
  const declared = await bench.verify(release(APART), { extras: true, extrasApart: [["new", "old"]] });
  expect(told(declared)).toEqual([]);
  expect(declared.trials.at(-1)).toMatchObject({ cell: { extras: ["old", "plain"] }, outcome: "ok" });
});

test.each([
  ["gone", "extra:gone"],
  ["Long_Gone", "extra:long-gone"],
])("an extra that cannot be resolved (%s) is one error, told by its cell", async (extra, subject) => {
  const outcome = await bench.verify(
    release({
      files: { "demo/__init__.py": "" },
      extras: [extra, "web"],
      requires: [`helper==99999; extra == "${extra}"`, 'helper; extra == "web"'],
    }),
    { extras: true },
  );
  expect(outcome.findings.map(({ rule, subject }) => [rule, subject])).toEqual([["I014", subject]]);
  expect(outcome.trials.map(({ cell, outcome: each }) => `${cell.extras.join()} ${each}`)).toEqual([
    " ok",
    `${extra} failed`,
    "web ok",
    "web ok",
  ]);
});
