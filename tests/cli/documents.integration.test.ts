import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandDefinition } from "../../src/cli/commands/definition.ts";
import type { Documents } from "../../src/cli/documents.ts";
import type { StreamEvent } from "../../src/cli/stream-event.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { DOCUMENTS_ID, documentHead } from "../../src/text/document-head.ts";
import { demoWheel } from "../support/demo-files.ts";
import { documentNames, requireSchema, schemaProblems } from "../support/document-schema.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";
import { repositoryText } from "../support/repository.ts";
import { buildZip } from "../support/zip.ts";
import { run } from "../acceptance/cli.ts";
import { DEMO_PROJECT, releaseWorld, type ReleaseWorld } from "../acceptance/release-world.ts";

type Name = keyof Documents;

/** What a command is run with, and the document that it prints; `in`: elsewhere than in the released project. */
interface Row {
  readonly args: (world: ReleaseWorld) => readonly string[];
  readonly document: Name;
  readonly in?: "monorepo" | "poetry";
}

/** In this order: what is released first, then what looks at it. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "": [{ args: () => [], document: "status" }],
  plan: [{ args: toIndex, document: "plan" }],
  release: [
    { args: (world) => world.args().slice(1, -1), document: "release" },
    { args: (world) => [...toIndex(world), "--dry-run"], document: "plan" },
  ],
  status: [{ args: (world) => [...toIndex(world).slice(0, 3), "--journal"], document: "status" }],
  "verify-release": [{ args: () => ["v1.2.3"], document: "verify-release" }],
  build: [{ args: () => [], document: "run" }],
  verify: [
    {
      args: (world) => [...files(world), "--emit", join(world.state, "smoke_test.py")],
      document: "smoke-test",
    },
  ],
  report: [{ args: () => ["--open"], document: "report" }],
  publish: [
    { args: (world) => [...files(world), ...toIndex(world).slice(1), "--no-check"], document: "publish" },
    {
      args: (world) => [...files(world), ...toIndex(world).slice(1), "--dry-run"],
      document: "publish-preview",
    },
    { args: (world) => [...toIndex(world).slice(1), "--explain-auth"], document: "authentication" },
    { args: (world) => [broken(world), ...toIndex(world).slice(1)], document: "publish-rejected" },
  ],
  check: [
    { args: () => ["--statistics"], document: "check" },
    { args: (world) => ["--write-baseline", join(world.state, "baseline.json")], document: "baseline" },
  ],
  recipe: [
    { args: (world) => ["conda", "debian", "--from", dirname(files(world)[0] ?? "")], document: "recipe" },
  ],
  image: [{ args: (world) => ["--from", dirname(files(world)[0] ?? "")], document: "recipe" }],
  audit: [
    { args: () => ["--only", "build,workflows"], document: "audit" },
    { args: advisoryDatabase, document: "advisory-database" },
  ],
  doctor: [
    { args: () => ["--offline"], document: "doctor" },
    { args: () => ["--offline", "--report"], document: "doctor" },
  ],
  "doctor trust": [{ args: () => ["--offline"], document: "trust" }],
  setup: [{ args: () => [], document: "error" }],
  "setup github": [{ args: () => [], document: "error" }],
  "setup gitlab": [{ args: () => [], document: "error" }],
  runbook: [
    { args: () => [], document: "runbook" },
    { args: () => ["--check"], document: "runbook" },
  ],
  init: [
    { args: () => ["--diff"], document: "init" },
    { args: () => ["--no-workflows"], document: "init", in: "poetry" },
  ],
  explain: [
    { args: () => ["P001"], document: "rule" },
    { args: () => [], document: "rules" },
    { args: () => ["400 File already exists"], document: "message" },
    { args: () => ["P0001"], document: "error" },
  ],
  version: [
    { args: () => [], document: "version" },
    { args: () => ["--compat"], document: "error" },
    { args: () => ["--all"], document: "version-all", in: "monorepo" },
  ],
  "version next": [{ args: () => [], document: "version-next" }],
  "version bump": [{ args: () => ["minor", "--dry-run"], document: "version-bump" }],
  "version check": [{ args: () => [], document: "version-check" }],
  "version sync": [{ args: () => ["--dry-run"], document: "version-sync" }],
  "version explain": [{ args: () => [], document: "version-explain" }],
  changelog: [
    { args: () => ["--for", "1.3.0"], document: "changelog" },
    { args: () => ["--notes", "1.2.3"], document: "release-notes" },
    { args: () => ["--check"], document: "changelog-check" },
  ],
  workflow: [{ args: () => [], document: "error" }],
  "workflow generate": [
    { args: () => ["--host", "github", "--diff"], document: "workflow-generate" },
    { args: () => ["--host", "github"], document: "workflow-generate" },
  ],
  rehearse: [{ args: () => ["--workflow"], document: "workflow-rehearsal" }],
  "workflow check": [{ args: () => [], document: "check" }],
  "workflow adopt": [
    { args: () => [], document: "check" },
    { args: () => ["--write"], document: "workflow-adopt" },
  ],
  migrate: [
    { args: () => ["--to", "hatchling"], document: "migrate", in: "poetry" },
    { args: () => ["--undo"], document: "error", in: "poetry" },
  ],
  config: [{ args: () => [], document: "settings" }],
  "config show": [{ args: () => ["--origin"], document: "settings" }],
  "config schema": [{ args: () => [], document: "settings-schema" }],
  cache: [{ args: () => [], document: "cache" }],
  "cache dir": [{ args: () => [], document: "cache" }],
  "cache prune": [{ args: () => ["--days", "3650"], document: "cache-prune" }],
  completion: [{ args: () => ["bash"], document: "completion" }],
  inspect: [{ args: (world) => files(world).slice(0, 1), document: "inspect" }],
  diff: [
    {
      args: (world) => [...files(world).slice(0, 1), join(world.repository.root, "dist"), "--no-api"],
      document: "diff",
    },
  ],
};

/** Documents and commands that take long: a test that runs them anyway, with the same comparison. */
const HELD_BY: Readonly<Record<string, string>> = {
  rehearse: "tests/acceptance/rehearsal.ts",
  footprint: "tests/footprint/footprint.integration.test.ts",
  index: "tests/acceptance/check-and-index.integration.test.ts",
  "workflow job": "tests/workflow/jobs.integration.test.ts",
  attestations: "tests/acceptance/verify-attestations.integration.test.ts",
  job: "tests/workflow/jobs.integration.test.ts",
  "version-compat": "tests/versioning/history/version-command.integration.test.ts",
};

/** The arguments that import a database with one advisory. */
function advisoryDatabase(released: ReleaseWorld): readonly string[] {
  const affected = [{ package: { ecosystem: "PyPI", name: "demo" }, versions: ["1.0"] }];
  const content = JSON.stringify({ id: "X-1", modified: "2026-01-01T00:00:00Z", affected });
  const path = join(released.state, "all.zip");
  writeFileSync(path, buildZip({ members: [{ name: "X-1.json", content }] }));
  return ["--import", path];
}

let world: ReleaseWorld;
let monorepo: GitRepository;
let poetry: GitRepository;
beforeAll(async () => {
  world = await releaseWorld({ ...DEMO_PROJECT, "CHANGELOG.md": CHANGELOG }, "demo-pkg");
  monorepo = gitRepository("monorepo");
  monorepo.commit("all", {
    "pyproject.toml": '[tool.shipwheel.version]\npackages = ["packages/*"]\n',
    "packages/a/pyproject.toml": '[project]\nname = "a"\nversion = "1.0"\n',
    "packages/b/pyproject.toml": '[project]\nname = "b"\nversion = "2.0"\n',
  });
  poetry = gitRepository("poetry");
  poetry.commit("all", { "pyproject.toml": POETRY, "README.md": "# a\n", "a/__init__.py": "" });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  monorepo[Symbol.dispose]();
  poetry[Symbol.dispose]();
});

describe("the document of", () => {
  const rows = Object.entries(ROWS).flatMap(([command, each]) => each.map((row) => ({ command, ...row })));
  test.each(rows)("shipwheel $command is a $document", async ({ command, args, document, in: place }) => {
    const directory = { monorepo, poetry, released: world.repository }[place ?? "released"].root;
    const argv = [...command.split(" ").filter(Boolean), "--json", "-C", directory, ...args(world)];
    const { stdout, stderr } = await runHere(argv, { env: world.env });
    const printed = JSON.parse(stdout) as { readonly $schema: string };
    expect(printed.$schema, stderr + stdout).toBe(`${DOCUMENTS_ID}#/definitions/${document}`);
    expect(schemaProblems(printed)).toEqual([]);
  });

  test("--version is an about", async () => {
    const { stdout } = await run(["--version", "--json"]);
    expect(stdout).toContain(`${DOCUMENTS_ID}#/definitions/about`);
    expect(schemaProblems(JSON.parse(stdout))).toEqual([]);
  });
});

describe("--json-stream", () => {
  async function lines(...argv: readonly string[]): Promise<readonly StreamEvent[]> {
    const { stdout } = await runHere([...argv, "--json-stream", "-C", world.repository.root], {
      env: world.env,
    });
    const events = stdout.trim().split("\n");
    return events.map((line) => JSON.parse(line) as StreamEvent);
  }
  const streamProblems = (events: readonly StreamEvent[]): readonly string[] =>
    events.flatMap((event) => schemaProblems(event, "event"));

  test("build: what begins ends, and the last line holds the document", async () => {
    const events = await lines("build");
    expect(streamProblems(events)).toEqual([]);
    expect(events[0]).toMatchObject({ event: "begin", command: "build", ...documentHead("event") });
    const ids = (kind: string): readonly string[] =>
      events.flatMap((each) => (each.event === kind && "id" in each ? [each.id] : [])).toSorted();
    expect(ids("started").length).toBeGreaterThan(3);
    expect(ids("finished")).toEqual(ids("started"));
    const last = events.at(-1);
    expect(last).toMatchObject({ event: "verdict", verdict: "green", exitCode: 0 });
    expect(schemaProblems(last !== undefined && "document" in last ? last.document : null)).toEqual([]);
  });

  test("publish: each finding is a line, and a token is none", async () => {
    const events = await lines("publish", broken(world), ...toIndex(world).slice(1));
    expect(streamProblems(events)).toEqual([]);
    const last = events.at(-1) as object as { readonly document: { readonly findings: readonly unknown[] } };
    const findings = events.flatMap((each) => (each.event === "finding" ? [each.finding] : []));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings).toEqual(last.document.findings);
    expect(JSON.stringify(events)).not.toContain("pypi-");
  });

  test("an unknown option is an error and a verdict", async () => {
    const events = await lines("rehearse", "--jsn");
    expect(streamProblems(events)).toEqual([]);
    expect(events.map(({ event }) => event)).toEqual(["error", "verdict"]);
  });

  test("rehearse, build, verify, publish and release have it", () => {
    const having = COMMANDS.flatMap(({ name, options }) => ("jsonStream" in options ? [name] : []));
    expect(having.toSorted()).toEqual(["build", "publish", "rehearse", "release", "verify"]);
  });
});

describe("the list above", () => {
  test("has every command", () => {
    expect([...Object.keys(ROWS), ...Object.keys(HELD_BY)]).toEqual(
      expect.arrayContaining([...names(COMMANDS)]),
    );
  });

  test("has every document", () => {
    const shown = Object.values(ROWS).flatMap((rows) => rows.map(({ document }) => document as string));
    const elsewhere = ["about", "setup", "runbook-run", "migrate-undo", ...Object.keys(HELD_BY)];
    expect([...shown, ...elsewhere]).toEqual(expect.arrayContaining([...documentNames()]));
  });

  test.each(Object.entries(HELD_BY))("%s: %s runs it with --json", (_, path) => {
    expect(repositoryText(path)).toContain('"--json"');
  });
});

test("a key that the schema does not know, a missing one and an unknown document are told", () => {
  const good = { ...documentHead("completion"), shell: "bash", script: "" };
  const text = (value: object): string => JSON.stringify(value);
  expect(() => requireSchema(["completion", "--json"], text(good))).not.toThrow();
  expect(() => requireSchema(["x", "--json"], text({ ...good, more: 1 }))).toThrow("additional properties");
  expect(() => requireSchema(["x", "--json"], text({ ...good, script: undefined }))).toThrow("script");
  expect(() => requireSchema(["x", "--json"], text({ schema: 1 }))).toThrow("no schema");
});

function names(commands: readonly CommandDefinition[], parent = ""): readonly string[] {
  return commands.flatMap(({ name, subcommands = [] }) => [
    `${parent}${name}`,
    ...names(subcommands, `${parent}${name} `),
  ]);
}

function toIndex({ repository, index }: ReleaseWorld): readonly string[] {
  return [repository.root, "--index", index.index.uploadUrl, "--auth", "trusted"];
}

function files({ repository }: ReleaseWorld): readonly string[] {
  const dist = join(repository.root, "dist");
  return readdirSync(dist).flatMap((name) => (name.startsWith(".") ? [] : [join(dist, name)]));
}

function broken({ state }: ReleaseWorld): string {
  const { fileName, bytes } = demoWheel({ members: { "demo_pkg-1.0.0.dist-info/WHEEL": null } });
  writeFileSync(join(state, fileName), bytes);
  return join(state, fileName);
}

const CHANGELOG = "# Changelog\n\n## 1.2.3 - 2026-11-30\n\n- One.\n";
const POETRY = `[build-system]
requires = ["poetry-core>=2"]
build-backend = "poetry.core.masonry.api"

[tool.poetry]
name = "a"
version = "1.0"
description = "A"
authors = ["A <a@example.test>"]
readme = "README.md"
`;
