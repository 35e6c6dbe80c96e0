import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareEnvironments } from "../../src/verify/install/prepare.ts";
import { verifyRelease } from "../../src/verify/verify-release.ts";
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
    release({ name: "bringer", requires: ["helper"] }),
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
    // The user's index, which offers the rehearsed name in a higher version, is never asked for it.
    expect(bench.askedOutside).toContain("helper");
    expect(bench.askedOutside).not.toContain("demo");
    // The same files and dependencies: everything is imported in one trial only.
    expect(outcome.trials.filter(({ sameAs }) => sameAs === null)).toHaveLength(1);
  });
});

test("a package that only an extra makes work is known to all trials of the same files", async () => {
  const tested = release({
    files: { "demo/__init__.py": "import helper\n", "demo/other.py": "" },
    requires: ['bringer; extra == "all"'],
    extras: ["all"],
  });
  const outcome = await bench.verify(tested, { artefacts: ["wheel", "sdist"], installers: ["pip", "uv"] });
  expect(outcome.findings.map(({ severity, message }) => [severity, message.split(":")[0]])).toEqual([
    ["warning", "import demo needs the extra [all]"],
  ]);
  expect(outcome.trials.filter(({ sameAs }) => sameAs !== null)).toHaveLength(3);
});

test("nothing is installed, resolved or imported twice: the children are counted", async () => {
  await using alone = await trialBench([release({ name: "helper" })]);
  const { ports } = alone.own;
  const request = await alone.request(
    release({
      files: { "demo/__init__.py": HELLO, "demo/a.py": "", "demo/b.py": "" },
      entryPoints: "[console_scripts]\ndemo = demo:main\n",
      requires: ["helper"],
    }),
    { artefacts: ["wheel", "sdist"] },
  );
  const early = { ...request, requirements: ["helper"] };
  const before = new Map(ports.processes.started);
  const prepared = prepareEnvironments(early, ports);
  await Promise.all(prepared.values());
  // Two environments, one resolution, its result read and put into the other one.
  expect((ports.processes.started.get("uv") ?? 0) - (before.get("uv") ?? 0)).toBe(5);
  const outcome = await verifyRelease({ ...early, prepared }, ports);
  expect(outcome.findings).toEqual([]);
  expect((ports.processes.started.get("uv") ?? 0) - (before.get("uv") ?? 0)).toBe(7);
  // One driver imports everything; in the twin, which holds the same bytes, the script alone shows that it works.
  expect((ports.processes.started.get("python") ?? 0) - (before.get("python") ?? 0)).toBe(1);
  // --help in both trials, --version in one.
  expect(ports.processes.started.get("demo")).toBe(3);
});

test("Ctrl-C ends a trial with every child", async () => {
  const own = await trialBench();
  const tested = release({
    files: { "demo/__init__.py": "def main():\n    import time\n    time.sleep(3662.25)\n" },
    entryPoints: "[console_scripts]\ndemo = demo:main\n",
  });
  const running = own.verify(tested).catch((error: unknown) => error);
  await waitUntil(() => own.events.some((event) => event.type === "update" && event.detail === "scripts"));
  own.own.interrupt();
  expect(await running).toMatchObject({ code: "run/interrupted" });
  const listed = await bench.own.ports.processes.run({
    argv: ["ps", "-eo", "args"],
    cwd: "/",
    env: { PATH: "/bin:/usr/bin" },
  });
  expect(listed.stdout).not.toMatch(/shipwheel-verify-test-.*\/demo/);
  await own[Symbol.asyncDispose]();
});

test("a session without UTF-8 does not change what scripts may print", async () => {
  await using posix = await trialBench([], { LANG: "C", LC_ALL: "POSIX" });
  const outcome = await posix.verify(
    release({
      files: { "demo/__init__.py": "def main():\n    print('Grüße ☸ 日本')\n" },
      entryPoints: "[console_scripts]\ndemo = demo:main\n",
    }),
    { directory: "Grüße 日本" },
  );
  expect(outcome.findings).toEqual([]);
  expect(outcome.trials[0]?.commands.at(-1)?.output).toContain("Grüße ☸ 日本");
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 100));
}
