import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { REPOSITORY } from "../support/repository.ts";
import { testIndex, type TestIndex } from "../support/index.ts";
import { publisherOf } from "../index-server/conformance/case.ts";

const ACTION = join(inject("program"), "action", "index.mjs");

let scratch: TemporaryDirectory;
let it: TestIndex;
beforeEach(async () => {
  scratch = temporaryDirectory();
  it = await testIndex({ publishers: [publisherOf("Demo-Pkg", { pending: true })] });
});
afterEach(async () => {
  await it[Symbol.asyncDispose]();
  scratch[Symbol.dispose]();
});

interface Step {
  readonly exit: number | null;
  readonly log: string;
  readonly kill: () => void;
}

/** The step's files, as the runner reads them: the last entry of a name counts. */
function entries(name: string): Readonly<Record<string, string>> {
  const path = join(scratch.path, name);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const found = text.matchAll(/^([\w-]+)<<(shipwheel-\w+)\n(.*?)\n\2$/gms);
  return Object.fromEntries([...found].map(([, key = "", , value = ""]) => [key, value]));
}

/** Starts the bundled action as a runner does. */
function startStep(variables: Readonly<Record<string, string>>): {
  readonly kill: () => void;
  readonly ended: Promise<Omit<Step, "kill">>;
} {
  const { oidc } = it.index;
  const child = spawn(process.execPath, [ACTION], {
    cwd: scratch.path,
    env: {
      PATH: process.env["PATH"],
      HOME: scratch.path,
      SHIPWHEEL_STATE_DIR: join(scratch.path, "state"),
      RUNNER_TEMP: scratch.path,
      GITHUB_OUTPUT: join(scratch.path, "output"),
      GITHUB_STATE: join(scratch.path, "saved"),
      GITHUB_STEP_SUMMARY: join(scratch.path, "summary.md"),
      ACTIONS_ID_TOKEN_REQUEST_URL: oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.requestToken,
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  }
  const ended = new Promise<Omit<Step, "kill">>((resolve) => {
    child.once("close", (exit) => resolve({ exit, log }));
  });
  return { kill: () => child.kill("SIGKILL"), ended };
}

/** The step of the job's end, which is given what the step before saved. */
function post(): Promise<Omit<Step, "kill">> {
  const state = Object.entries(entries("saved")).map(([name, value]) => [`STATE_${name}`, value]);
  return startStep(Object.fromEntries(state) as Record<string, string>).ended;
}

function publishing(): Readonly<Record<string, string>> {
  const { fileName, bytes } = demoWheel();
  writeFileSync(join(scratch.path, fileName), bytes);
  return {
    INPUT_COMMAND: "publish",
    INPUT_PATH: fileName,
    INPUT_INDEX: it.index.uploadUrl,
    INPUT_ARGUMENTS: "--no-check\n--auth=trusted",
  };
}

const burns = (): number => it.index.log.filter(({ url }) => url === "/_/oidc/burn-token").length;

test("publishes as the workflow: outputs, a summary, the token masked and burnt once", async () => {
  const step = await startStep(publishing()).ended;
  expect([step.exit, burns()]).toEqual([0, 1]);
  expect(entries("output")).toMatchObject({ "exit-code": "0", verdict: "green", project: "Demo-Pkg" });
  expect(readFileSync(join(scratch.path, "summary.md"), "utf8")).toContain(
    "Demo-Pkg 1&#46;0&#46;0".replaceAll("&#46;", "."),
  );
  const masked = /^::add-mask::(.+)$/m.exec(step.log)?.[1] ?? "";
  expect(masked).toMatch(/^pypi-/);
  expect(step.log.split(masked)).toHaveLength(2);
  // Nothing is left for the end of the job.
  expect(entries("saved")).toEqual({ post: "true", "upload-token": "" });
  expect([(await post()).exit, burns()]).toEqual([0, 1]);
});

test("killed between the exchange and the upload: the end of the job burns the token", async () => {
  const released = Promise.withResolvers<void>();
  it.index.faults.add({ kind: "held", until: released.promise });
  const step = startStep(publishing());
  await expect.poll(() => entries("saved")["upload-token"] ?? "").toContain("pypi-");
  step.kill();
  await step.ended;
  released.resolve();
  expect(burns()).toBe(0);
  const ended = await post();
  expect([ended.exit, ended.log, burns()]).toEqual([0, "", 1]);
});

test("a red check: annotations with their phase, beside the file; the step fails as the command does", async () => {
  const project = join(scratch.path, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "pyproject.toml"),
    '[project]\nname = "demo"\nversion = "1.0"\nrequires-python = ">=3.9,<"\n',
  );
  const step = await startStep({ INPUT_COMMAND: "check", INPUT_PATH: "project" }).ended;
  expect(step.exit).toBe(1);
  expect(step.log).toMatch(
    /^::error file=project\/pyproject\.toml,line=4,[^:]*title=[A-Z]\d+ [\w-]+ \(check\)::/m,
  );
  expect(entries("output")).toMatchObject({ verdict: "red", phase: "check" });
  const { document = "" } = entries("output");
  expect(JSON.parse(readFileSync(document, "utf8"))).toMatchObject({ schema: 1, verdict: "red" });
});

test("a fault of a command without GitHub's format is an annotation too", async () => {
  const step = await startStep({ INPUT_COMMAND: "version", INPUT_PATH: "nowhere" }).ended;
  expect(step.exit).toBe(2);
  expect(step.log).toMatch(/^::error title=usage\/no-directory \(usage\)::/m);
});

test("the bundle is the same to the byte whenever it is built, and names no path of the machine", () => {
  const out = join(scratch.path, "again");
  const build = join(REPOSITORY, "scripts", "build.ts");
  execFileSync(process.execPath, [build, "--action", "--out", out], { cwd: scratch.path });
  const [first, again] = [ACTION, join(out, "action", "index.mjs")].map((path) => readFileSync(path, "utf8"));
  expect(again === first).toBe(true);
  expect(first?.includes(REPOSITORY)).toBe(false);
});
