import { afterAll, beforeAll, expect, test } from "vitest";
import { release } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  // The user's own index has all of them, and in newer versions.
  bench = await trialBench([
    release({ name: "zq-shared", version: "2.0.0" }),
    release({ name: "zq-private" }),
    release({ name: "zq-middle", requires: ["zq-private"] }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

test.each<readonly [readonly string[], readonly string[]]>([
  [["zq-shared"], []],
  [["zq-private"], ["I018 the requirement zq-private does not exist on PyPI: only your own index has it"]],
  [["zq-middle"], ["I018 the requirement zq-private does not exist on PyPI: only your own index has it"]],
  [
    ["zq-shared>=2"],
    ["I018 no version of zq-shared on PyPI fits zq-shared>=2 on Python X: only your own index has one"],
  ],
  [['zq-private; sys_platform == "win64"'], []],
])("a stranger who installs what requires %j: %j", async (requires, expected) => {
  const publicly = [
    release({ name: "zq-shared", version: "1.0.0" }),
    release({ name: "zq-middle", requires: ["zq-private"] }),
  ];
  const outcome = await bench.verify(release({ requires }), { publicly });
  expect(outcome.findings.map(({ rule, message }) => `${rule} ${message.replace(/3\.\d+/, "X")}`)).toEqual(
    expected,
  );
  const trial = outcome.trials.find(({ cell }) => cell.mode === "stranger");
  expect(trial?.outcome).toBe(expected.length === 0 ? "ok" : "failed");
  // The user's own trial is green: that is the trap.
  expect(outcome.trials[0]?.outcome).toBe("ok");
});

test("without requirements nothing is asked; a public index out of reach is told, and no verdict", async () => {
  const none = await bench.verify(release(), { publicly: [] });
  expect(none.trials.map(({ cell }) => cell.mode)).toEqual(["venv"]);
  const request = await bench.request(release({ requires: ["zq-shared"] }));
  const { verifyRelease } = await import("../../../src/verify/verify-release.ts");
  const publicIndex = { title: "PyPI", url: "http://127.0.0.1:9/simple/" };
  const outcome = await verifyRelease({ ...request, publicIndex }, bench.own.ports);
  expect(outcome.findings).toEqual([]);
  expect(outcome.trials.at(-1)).toMatchObject({
    outcome: "skipped",
    notTried: [{ reason: "PyPI could not be asked" }],
  });
});
