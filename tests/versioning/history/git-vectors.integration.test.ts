import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { readHistoryVersion } from "../../../src/versioning/read-version.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { document, run } from "../../acceptance/cli.ts";
import { replayHistory, type Step } from "../../support/replay-history.ts";
import { readVectors } from "../../support/vectors.ts";

interface Case {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly project?: string;
  readonly name?: string | null;
  readonly write?: string;
  readonly expected: {
    readonly version?: string;
    readonly error?: string;
    readonly written?: string;
    readonly scm?: Readonly<Record<string, unknown>>;
  };
}

interface History {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly cases: readonly Case[];
}

/** `npm run vectors` asks for all of them; a normal run takes every fifth history and all that are special. */
const all = process.env["SHIPWHEEL_VECTORS"] === "all";
const SPECIAL =
  /^(mono|sub-|shallow|submodule|project-overrides|archiv|pkginfo|egginfo|nothing|env-|config-|version-file|worktree)/;
const { histories } = readVectors("git-versions") as { readonly histories: readonly History[] };
const chosen = histories.filter(({ id }, position) => all || position % 5 === 0 || SPECIAL.test(id));
const bases: string[] = [];
afterAll(() => bases.forEach((base) => rmSync(base, { recursive: true, force: true })));

describe("setuptools-scm 10.3.4 as the anchor of versions from git", () => {
  test("the vectors are all there", () => {
    expect(histories).toHaveLength(242);
    expect(histories.flatMap((history) => history.cases)).toHaveLength(1335);
  });

  test.each(chosen)("$id", async ({ steps, cases }) => {
    const here = replayed(steps);
    const answers: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const each of cases) {
      const isFresh = isFetching(each) ? replayed(steps) : here;
      answers[each.id] = await answer(isFresh, each);
      expected[each.id] = wanted(each);
    }
    expect(answers).toEqual(expected);
  });

  const byProcess = chosen.filter(({ id }) => /^(mono|env-exact|config-ahead|shallow-deep-enough)$/.test(id));
  test.each(byProcess)("$id, by the command itself", async ({ steps, cases }) => {
    const here = replayed(steps);
    for (const each of cases.filter((_, position) => all || position % 8 === 0)) {
      if (isFetching(each)) continue;
      const cwd = place(here, each);
      const ran = await run(["version", "--compat", "--json"], { cwd, env: environment(here, each) });
      const told = document(ran) as { version?: string; error?: { code: string } };
      const { version, error } = each.expected;
      expect({ version: told.version, error: told.error?.code }, each.id).toEqual({ version, error });
      expect(ran.exit === 0, each.id).toBe(error === undefined);
    }
  });
});

function isFetching(each: Case): boolean {
  return JSON.stringify(each.config).includes("fetch_on_shallow");
}

function replayed(steps: readonly Step[]): string {
  const base = mkdtempSync(join(tmpdir(), "shipwheel-replay-"));
  bases.push(base);
  return replayHistory(steps, base);
}

/** Writes the case's pyproject.toml and answers the project's directory. */
function place(here: string, each: Case): string {
  const cwd = join(here, each.project ?? ".");
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "pyproject.toml"), pyprojectText(each));
  return cwd;
}

function environment(here: string, each: Case): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: join(here, ".."), TZ: "UTC", ...each.env };
}

async function answer(here: string, each: Case): Promise<unknown> {
  const directory = place(here, each);
  await using node = nodePorts({ variables: environment(here, each) });
  try {
    const made = await readHistoryVersion(directory, node.ports);
    const { version, distance, node: commit, dirty } = made;
    const written = each.write === undefined ? {} : { written: made.files[0]?.content };
    const branch = made.branch?.replace(/^heads\//, "") ?? null;
    return { version, distance, node: commit, dirty, branch, ...written };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { error: error.code };
  }
}

function wanted({ expected, write }: Case): unknown {
  if (expected.error !== undefined) return { error: expected.error };
  const { distance, node, dirty, branch: asked } = expected.scm ?? {};
  // Git tells a branch that is called like a tag as heads/NAME; ours is read from HEAD where no scheme looks at it.
  const branch = typeof asked === "string" ? asked.replace(/^heads\//, "") : asked;
  const written = write === undefined ? {} : { written: expected.written };
  return { version: expected.version, distance, node, dirty, branch, ...written };
}

function pyprojectText(each: Case): string {
  const project =
    typeof each.name === "string"
      ? ["[project]", `name = ${JSON.stringify(each.name)}`, 'dynamic = ["version"]', ""]
      : [];
  const lines = Object.entries(each.config).map(([key, value]) => `${key} = ${tomlValue(value)}`);
  return `${[...project, "[tool.setuptools_scm]", ...lines].join("\n")}\n`;
}

function tomlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => `${key} = ${tomlValue(each)}`);
  return `{${pairs.join(", ")}}`;
}
