import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readChain } from "../../src/engine/journal/chain.ts";
import { runHere as run } from "../support/in-process.ts";
import { document, type Ended } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";
import { demoWheel } from "../support/demo-files.ts";
import type { FileSet } from "../support/git.ts";

const SCM_PYPROJECT = `${DEMO_PYPROJECT.replace(
  'requires = ["flit_core>=3.11,<4"]\nbuild-backend = "flit_core.buildapi"',
  'requires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"',
).replace('version = "1.2.3"', 'dynamic = ["version"]')}
[tool.setuptools]
packages = ["demo_pkg"]

[tool.setuptools_scm]
local_scheme = "no-local-version"
`;

/** The project with another pyproject.toml. */
function project(pyproject: string, more: FileSet = {}): FileSet {
  return { ...DEMO_PROJECT, "pyproject.toml": pyproject, ...more };
}

interface Shape {
  readonly is: string;
  readonly files: FileSet;
  readonly args?: readonly string[];
  readonly prepare?: (world: ReleaseWorld) => void;
  /** Ids of the steps. */
  readonly steps: string;
  /** How often the release asks for the project's page: to prove the version, before the upload, and for the proof. */
  readonly pages?: number;
}

const ALL = "prove rehearse credentials tag push-tag draft assets upload verify-published announce seal";

const SHAPES: readonly Shape[] = [
  { is: "a static version", files: DEMO_PROJECT, steps: ALL },
  {
    is: "a version of the tag at HEAD",
    files: project(SCM_PYPROJECT),
    prepare: ({ repository }) => repository.tag("v1.2.3", "demo-pkg 1.2.3"),
    steps: ALL,
  },
  {
    is: "a development version, counted from tags",
    files: project(SCM_PYPROJECT),
    prepare({ repository }) {
      repository.tag("v1.2.3", "demo-pkg 1.2.3");
      repository.commit("fix: more", { "notes.txt": "more\n" });
    },
    // Commit and version are one: a tag of a development version would govern every later one.
    steps: "prove rehearse credentials upload verify-published seal",
  },
  {
    is: "no repository host and no remote",
    files: DEMO_PROJECT,
    args: ["--no-forge", "--no-push"],
    steps: "prove rehearse credentials tag upload verify-published seal",
  },
  {
    is: "gates, and no trial afterwards",
    files: project(`${DEMO_PYPROJECT}gates = ["git status --porcelain", "true"]\nverify-published = false\n`),
    steps: ALL.replace("rehearse", "rehearse gates").replace(" verify-published", ""),
    // Before the first step, before the tag, before and behind the upload.
    pages: 4,
  },
  {
    is: "a private index, with a token",
    files: DEMO_PROJECT,
    args: ["--auth", "token", "--index-kind", "pypiserver"],
    steps: ALL.replace(" credentials", ""),
  },
];

/** The same arguments for another command. */
function args(world: ReleaseWorld, command: "plan" | "release", more: readonly string[]): readonly string[] {
  return [command, ...world.args(...more).slice(1)];
}

interface Step {
  readonly id: string;
  readonly title: string;
  /** Of a plan. */
  readonly state?: string;
}

const steps = (ended: Ended): readonly Step[] => document(ended)["steps"] as readonly Step[];
const ids = (ended: Ended): string =>
  steps(ended)
    .map((each) => each.id)
    .join(" ");

/** The journal's own word, without the help of the report. */
function journalled(ended: Ended): string {
  const directory = document(ended)["directory"] as string;
  const { entries } = readChain(readFileSync(join(directory, "journal.jsonl"), "utf8"));
  return entries.flatMap(({ type, data }) => (type === "done" ? [String(data["step"])] : [])).join(" ");
}

describe("plan, dry run, journal and status have the same steps", () => {
  test.each(SHAPES)("$is", async (shape) => {
    await using world = await releaseWorld(shape.files, "demo-pkg");
    shape.prepare?.(world);
    const more = ["--simple-url", world.index.index.simpleUrl, ...(shape.args ?? [])];
    const env = { ...world.env, SHIPWHEEL_TOKEN: world.index.index.token };
    const planned = await run(args(world, "plan", more), { env });
    const dry = await run(args(world, "release", [...more, "--dry-run"]), { env });
    const released = await run(args(world, "release", more), { env });
    expect([planned.exit, dry.exit, released.exit], released.stdout + released.stderr).toEqual([0, 0, 0]);
    if (shape.pages !== undefined) {
      const asked = world.index.index.log.filter(({ url }) => url === "/simple/demo-pkg/");
      expect(asked).toHaveLength(shape.pages);
    }
    expect([ids(planned), ids(dry), journalled(released)]).toEqual([shape.steps, shape.steps, shape.steps]);
    const titles = (ended: Ended): readonly string[] => steps(ended).map((each) => each.title);
    expect(titles(dry)).toEqual(titles(planned));
    expect(titles(released)).toEqual(titles(planned));
    for (const key of ["project", "version", "kind", "tag", "commit", "index"])
      expect(document(dry)[key], key).toEqual(document(planned)[key]);
    for (const key of ["project", "version", "tag", "commit", "index"])
      expect(document(released)[key], key).toEqual(document(planned)[key]);
    const after = await run(args(world, "plan", more), { env });
    expect(steps(after)).toEqual(steps(planned).map((each) => ({ ...each, state: "done" })));
  });
});

interface RedShape {
  readonly is: string;
  readonly files?: FileSet;
  readonly prepare?: (world: ReleaseWorld) => void;
  readonly args?: readonly string[];
  /** Codes of errors, or of the fault. */
  readonly told: string;
  readonly exit: number;
  /** The tag of this version is on another commit. */
  readonly conflicts?: boolean;
}

const behind =
  (tag: string) =>
  ({ repository }: ReleaseWorld): void => {
    repository.tag(tag, tag);
    repository.commit("fix: more", { "notes.txt": "more\n" });
  };

const RED: readonly RedShape[] = [
  { is: "tagged on an older commit", prepare: behind("v1.2.3"), told: "V006", exit: 1, conflicts: true },
  {
    is: "tagged on an older commit, which is ignored",
    files: project(`${DEMO_PYPROJECT}\n[tool.shipwheel.check.ignore]\nV006 = "moved"\n`),
    prepare: behind("v1.2.3"),
    told: "U007",
    exit: 1,
    conflicts: true,
  },
  { is: "below the last tag", prepare: behind("v2.0.0"), told: "V022", exit: 1 },
  { is: "no version", files: project(DEMO_PYPROJECT.replace("1.2.3", "one")), told: "N009", exit: 1 },
  {
    is: "another version than its tag",
    prepare: ({ repository }) => repository.tag("v1.2.4", "v1.2.4"),
    told: "V001",
    exit: 1,
  },
  {
    is: "changed and not committed",
    prepare: ({ repository }) => repository.write({ "README.md": "# Changed\n" }),
    told: "V002",
    exit: 1,
  },
  {
    is: "changed and not committed, in compat mode",
    files: project(`${DEMO_PYPROJECT}\n[tool.shipwheel.version]\nmode = "compat"\n`),
    prepare: ({ repository }) => repository.write({ "README.md": "# Changed\n" }),
    told: "V002",
    exit: 1,
  },
  {
    is: "on a branch that is not released from",
    files: project(`${DEMO_PYPROJECT}branches = ["stable"]\n`),
    told: "release/wrong-branch",
    exit: 2,
  },
  {
    is: "not in the changelog, where it has to be",
    files: project(`${DEMO_PYPROJECT}\n[tool.shipwheel.changelog]\nrequired = true\n`, {
      "CHANGELOG.md": "# Changelog\n\n## 1.0.0\n\n- First.\n",
    }),
    told: "G007",
    exit: 1,
  },
  {
    is: "local, and the index is a public one",
    files: project(DEMO_PYPROJECT.replace("1.2.3", "1.2.3+lab")),
    args: ["--index-kind", "pypi"],
    told: "N011",
    exit: 1,
  },
  {
    is: "a development version on its way to PyPI",
    files: project(DEMO_PYPROJECT.replace("1.2.3", "1.2.3.dev1")),
    args: ["--index", "pypi"],
    told: "release/dev-to-pypi",
    exit: 2,
  },
];

/** The errors of a document; a fault where there is none. */
function errors(ended: Ended): string {
  const { findings = [], error } = document(ended) as {
    findings?: readonly { readonly rule: string; readonly severity: string }[];
    error?: { readonly code: string };
  };
  const rules = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  return rules.length > 0 ? rules.join(" ") : (error?.code ?? "");
}

/** What `release` ends with, where a finding tells the same better. */
const ENDED_BY: Readonly<Record<string, string>> = { N009: "invalid-version", V002: "release/dirty" };

describe("what stops the release makes the plan and the dry run red", () => {
  test.each(RED)("$is", async (shape) => {
    await using world = await releaseWorld(shape.files ?? DEMO_PROJECT, "demo-pkg");
    shape.prepare?.(world);
    const more = shape.args ?? [];
    const env = world.env;
    const planned = await run(args(world, "plan", more), { env });
    const dry = await run(args(world, "release", [...more, "--dry-run"]), { env });
    const released = await run(args(world, "release", more), { env });
    expect([planned.exit, dry.exit, released.exit], planned.stdout).toEqual([
      shape.exit,
      shape.exit,
      shape.exit,
    ]);
    expect([errors(planned), errors(dry)]).toEqual([shape.told, shape.told]);
    expect(errors(released)).toBe(ENDED_BY[shape.told] ?? shape.told);
    expect(await world.shown("demo-pkg")).toEqual([]);
    expect(world.forge.log).toEqual([]);
    const look = ["--index", world.index.index.uploadUrl, "--simple-url", world.index.index.simpleUrl];
    const seen = await run(["status", world.repository.root, "--json", ...look, ...more], { env });
    const { next, obstacles = [] } = document(seen) as {
      next?: string;
      obstacles?: readonly { code: string }[];
    };
    expect([errors(seen) || obstacles[0]?.code, next]).toEqual([
      shape.told,
      shape.conflicts === true
        ? "shipwheel version bump, because of a conflict: tag v1.2.3"
        : `resolve ${shape.told}, then: shipwheel plan`,
    ]);
  });
});

test("a rehearsal tells the steps that the release will have", async () => {
  const gated = project(`${DEMO_PYPROJECT}gates = ["true"]\n`);
  await using world = await releaseWorld(gated, "demo-pkg");
  const { env, repository } = world;
  const planned = await run(["plan", repository.root, "--json"], { env });
  const rehearsed = await run(["rehearse", repository.root, "--installer", "uv", "--json"], { env });
  expect(rehearsed.exit, rehearsed.stdout).toBe(0);
  expect(ids(rehearsed)).toBe(ALL.replace("rehearse", "rehearse gates attest"));
  expect(steps(rehearsed).map((each) => ({ ...each, state: "open" }))).toEqual(steps(planned));
});

test("a tag that stands on HEAD is a step that is done", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  world.repository.tag("v1.2.3", "demo-pkg 1.2.3");
  for (const command of [args(world, "plan", []), args(world, "release", ["--dry-run"])]) {
    const ended = await run(command, { env: world.env });
    const states = steps(ended).filter(({ state }) => state === "done");
    expect(states.map(({ id }) => id)).toEqual(["tag"]);
  }
});

test("--online also looks at the index and at the remote", async () => {
  await using world = await releaseWorld(DEMO_PROJECT, "demo-pkg");
  const { index, repository, env } = world;
  const more = ["--simple-url", index.index.simpleUrl];
  const ask = (...online: readonly string[]): Promise<Ended> =>
    run(args(world, "plan", [...more, ...online]), { env });
  await index.upload(demoWheel({ version: "2.0.0" }));
  const asked = index.index.log.length;
  expect([(await ask()).exit, index.index.log.length]).toEqual([0, asked]);
  // Once for what it has, and once for whether it takes releases in stages.
  const seen = await ask("--online");
  expect([seen.exit, errors(seen), index.index.log.length]).toEqual([1, "V023", asked + 2]);
  repository.tag("v1.2.3");
  repository.git("push", "--quiet", "origin", "v1.2.3");
  repository.git("tag", "--delete", "v1.2.3");
  repository.commit("fix: more", {
    "pyproject.toml": `${DEMO_PYPROJECT}\n[tool.shipwheel.check.ignore]\nV023 = "a branch of old versions"\n`,
  });
  expect(errors(await ask("--online"))).toBe("U007");
});
