import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { start } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";
import { REPOSITORY } from "../support/repository.ts";
import { wheel } from "../support/wheel.ts";

const WATCH = join(REPOSITORY, "tests/support/watch-process.ts");

/** Megabytes; of the sources, which take 35 more than the built program. */
const MOST_MEMORY = 200;

/** Seconds of the processor: the sources compile for half of one at the start. */
const MOST_DEAF = 1.5;

interface Watched {
  readonly peakMegabytes: number;
  /** The longest time in which no signal was heard. */
  readonly deafSeconds: number;
}

const BAIT: Readonly<Record<string, () => ReturnType<typeof wheel>>> = {
  "30000 modules": () => {
    const built = wheel();
    for (let at = 0; at < 30_000; at += 1) built.file(`demo/m${at}.py`, "", { method: 0 });
    return built;
  },
  "a description of 400000 brackets": () =>
    wheel().metadata("Description-Content-Type: text/markdown").description("[a](".repeat(400_000)),
  "a module of 300000 imports": () =>
    wheel().file("demo/m.py", Array.from({ length: 300_000 }, (_, at) => `import m${at}\n`).join("")),
};

test.each(Object.entries(BAIT))(
  "%s: memory has its measure, and signals are heard meanwhile",
  async (_title, build) => {
    using scratch = temporaryDirectory("large");
    const path = join(scratch.path, "demo-1.0-py3-none-any.whl");
    const out = join(scratch.path, "watched.json");
    writeFileSync(path, build().build());
    const env = { NODE_OPTIONS: `--import ${WATCH}`, SHIPWHEEL_TEST_WATCH: out };
    const { exit, stderr } = await start(["check", path, "--json"], { env }).ended;
    expect(exit, stderr).toBeLessThan(2);
    const { peakMegabytes, deafSeconds } = JSON.parse(await readFile(out, "utf8")) as Watched;
    expect(peakMegabytes).toBeLessThan(MOST_MEMORY);
    expect(deafSeconds).toBeLessThan(MOST_DEAF);
  },
);
