import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runsDirectory } from "../../src/engine/run-output.ts";
import { document, run } from "../acceptance/cli.ts";
import { temporaryDirectory, writeFiles } from "../support/git.ts";

const scratch = temporaryDirectory("report");
afterAll(() => scratch[Symbol.dispose]());

const project = join(scratch.path, "project");
const opened = join(scratch.path, "opened");
const variables = { SHIPWHEEL_STATE_DIR: join(scratch.path, "state") };
const runs = runsDirectory(project, { variables, home: "/nowhere", platform: "linux" });
const bin = join(scratch.path, "bin");
const env = { ...variables, DISPLAY: "", WAYLAND_DISPLAY: "" };

writeFiles(scratch.path, {
  "project/pyproject.toml": '[project]\nname = "a"\nversion = "1.0"\n',
  "bin/xdg-open": `#!/bin/sh\nprintf '%s' "$1" > ${opened}\n`,
});
chmodSync(join(bin, "xdg-open"), 0o755);

test("without a run there is none, and what to do is said", async () => {
  const ended = await run(["report", project, "--json"], { env });
  expect(ended.exit).toBe(2);
  expect(document(ended).error).toMatchObject({
    code: "usage/no-report",
    remedy: "run shipwheel rehearse first",
  });
});

test("the last run that left a page is the one", async () => {
  writeFiles(runs, {
    "20261129T100000Z-aaaaaa/report.html": "old",
    "20261130T100000Z-bbbbbb/report.html": "new",
    "20261130T110000Z-cccccc/record.jsonl": "interrupted",
    "notes/report.html": "no run",
  });
  const ended = await run(["report", project], { env });
  expect(ended).toMatchObject({ exit: 0, stderr: "" });
  expect(ended.stdout).toBe(`${join(runs, "20261130T100000Z-bbbbbb", "report.html")}\n`);
});

test("--open without a display prints the path, and says why it opened nothing", async () => {
  const ended = await run(["report", project, "--open"], { env: { ...env, PATH: `${bin}:/usr/bin:/bin` } });
  expect(ended.exit).toBe(0);
  expect(ended.stdout).toContain("bbbbbb/report.html");
  expect(ended.stderr).toContain("not opened: there is no display");
  expect(existsSync(opened)).toBe(false);
});

test("--open gives the page to the system's program", async () => {
  const display = { ...env, PATH: `${bin}:/usr/bin:/bin`, DISPLAY: ":7" };
  const ended = await run(["report", project, "--open", "--json"], { env: display });
  expect(document(ended)).toMatchObject({ opened: true });
  expect(readFileSync(opened, "utf8")).toBe(document(ended)["report"]);
});

test("a system without that program is no failure", async () => {
  const ended = await run(["report", project, "--open"], {
    env: { ...env, PATH: scratch.path, DISPLAY: ":7" },
  });
  expect(ended.exit).toBe(0);
  expect(ended.stderr).toContain("not opened: xdg-open was not found");
  expect(ended.stdout).toContain("report.html");
});
