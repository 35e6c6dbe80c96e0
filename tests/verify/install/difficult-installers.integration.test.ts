import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyRelease } from "../../../src/verify/verify-release.ts";
import { release } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([release({ name: "helper" }), release({ name: "guarded", locked: true })]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

/** Its build waits for ever; its editable build asks whoever installs it. */
const TREE = {
  "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
  "backend.py": `
import time
def build_wheel(directory, config_settings=None, metadata_directory=None): time.sleep(36000)
def build_editable(directory, config_settings=None, metadata_directory=None): input("Install the driver, too? [y/n] ")
`,
};

test("an installer that hangs is stopped once, and one that asks gets no answer", async () => {
  const request = await bench.request(release(), { modes: ["source", "editable"], tree: TREE });
  const { findings, trials } = await verifyRelease({ ...request, installTimeout: 20 }, bench.own.ports);
  expect(findings.map(({ message }) => message.replace(/3\.\d+/, "X"))).toEqual([
    "demo 1.0.0 cannot be installed by pip install . on Python X: it was still at work after 20 seconds",
    expect.stringMatching(/^demo 1\.0\.0 cannot be installed by pip install -e \. on Python X: .*EOF/),
  ]);
  expect(trials.map(({ outcome }) => outcome)).toEqual(["ok", "failed", "failed"]);
  expect(trials[1]?.seconds).toBeLessThan(40);
});

test("an index that wants a login did not judge the requirement, and nobody waits for a password", async () => {
  const guarded = release({ requires: ["guarded"] });
  await expect(bench.verify(guarded, { installers: ["pip", "uv"] })).rejects.toMatchObject({
    code: "verify/index-unreachable",
    message: expect.stringContaining("authentication credentials") as string,
  });
  // pip alone does not say why it found nothing.
  const { findings } = await bench.verify(guarded, { installers: ["pip"] });
  expect(findings.map(({ rule }) => rule)).toEqual(["P013"]);
});

describe("an index that lags", () => {
  test("a note of an extra that asks for the next patch release; an error of what everybody needs", async () => {
    const later = await bench.verify(
      release({ extras: ["more"], requires: ['helper>=1.0.1; extra == "more"'] }),
    );
    expect(later.findings.map(({ rule, severity, subject }) => [rule, severity, subject])).toEqual([
      ["I014", "info", "extra:more"],
    ]);
    const needed = await bench.verify(release({ requires: ["helper>=1.0.1"] }));
    expect(needed.findings.map(({ rule, severity }) => [rule, severity])).toEqual([["I010", "error"]]);
  });
});
