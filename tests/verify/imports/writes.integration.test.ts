import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../../src/findings/finding.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function findingsOf(options: ReleaseOptions): Promise<readonly Finding[]> {
  return (await bench.verify(release(options))).findings;
}

test("an import that writes files is told, with the place in the code", async () => {
  const findings = await findingsOf({
    files: {
      "demo/__init__.py": "",
      "demo/log.py": "import logging\nlogging.basicConfig(filename='run.log')\n",
      "demo/cache.py":
        "import pathlib\nhere = pathlib.Path.home() / '.demo'\nhere.mkdir()\n(here / 'log').write_text('')\n(here / 'new').mkdir()\n",
    },
  });
  expect(findings.map(({ message, location }) => [message, location?.file, location?.line])).toEqual([
    [
      "import demo.cache writes .demo/log, .demo/new into the home directory",
      "demo-1.0.0-py3-none-any.whl!/demo/cache.py",
      4,
    ],
    [
      "import demo.log writes run.log into the current directory",
      "demo-1.0.0-py3-none-any.whl!/demo/log.py",
      2,
    ],
  ]);
});

test("an import that writes and then lacks something optional has not failed by writing", async () => {
  const writing = "import pathlib\n(pathlib.Path.home() / '.demo').mkdir(exist_ok=True)\n";
  const findings = await findingsOf({
    files: {
      "demo/__init__.py": "",
      "demo/a_backend.py": `${writing}import torchlike\n`,
      "demo/cache.py": writing,
    },
  });
  const writes = findings.filter(({ rule }) => rule === "I009");
  expect(writes.map(({ severity, message }) => [severity, message])).toEqual([
    ["warning", "import demo.cache writes .demo into the home directory"],
  ]);
});
