import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { release } from "./support/release.ts";
import { trialBench, type TrialBench } from "./support/trials.ts";

const HELLO = [
  "import sys",
  '__version__ = "1.0.0"',
  "def main():",
  '    print("1.0.0" if "--version" in sys.argv else "usage: demo [--help] [--version]")',
  "",
].join("\n");

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "helper" }),
    release({
      name: "demo",
      version: "9.9.9",
      files: { "demo/__init__.py": "raise RuntimeError('the outer demo')\n" },
    }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

describe("a sound release", () => {
  test("is green in every cell, with pip and uv, as wheel and as sdist", async () => {
    const tested = release({
      files: {
        "demo/__init__.py": HELLO,
        "demo/deep/__init__.py": "",
        "demo/deep/thing.py": "import helper\n",
      },
      entryPoints: "[console_scripts]\ndemo = demo:main\n[demo.plugins]\nthing = demo.deep.thing\n",
      requires: ["helper"],
    });
    const outcome = await bench.verify(tested, { artefacts: ["wheel", "sdist"], installers: ["pip", "uv"] });
    expect(outcome.findings).toEqual([]);
    expect(outcome.trials.map(({ cell, outcome: each }) => [cell.artefact, cell.installer, each])).toEqual([
      ["sdist", "pip", "ok"],
      ["sdist", "uv", "ok"],
      ["wheel", "pip", "ok"],
      ["wheel", "uv", "ok"],
    ]);
    for (const trial of outcome.trials) {
      expect(trial.imported).toEqual(["demo", "demo.deep", "demo.deep.thing"]);
      expect(trial.dependencies).toEqual(["helper==1.0.0"]);
      expect(trial.commands.map(({ command }) => command.join(" "))).toContain("demo --help");
    }
    // The same files and dependencies: everything is imported in one trial only.
    expect(outcome.trials.filter(({ sameAs }) => sameAs === null)).toHaveLength(1);
  }, 120_000);
});
