import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { rehearse, scratch } from "../acceptance/rehearsal.ts";
import { runHere } from "../support/in-process.ts";
import { writeFiles } from "../support/tree.ts";
import { FILES, POETRY } from "./project.ts";

interface Seed {
  readonly name: string;
  readonly version: string;
  readonly options: readonly string[];
  readonly says: readonly string[];
  readonly make: (directory: string) => Promise<void> | void;
}

function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.dev", ...args], {
    cwd: directory,
    encoding: "utf8",
  });
}

const SEEDS: readonly Seed[] = [
  {
    name: "zen: setup.py with a module at the top and packages, beside [project]",
    version: "1.2.3",
    options: ["--to", "setuptools"],
    says: ["setup.py describes the project a second time"],
    make: (directory) => makeExample("zen", "repaired", directory),
  },
  {
    name: "modelforge: Poetry with groups, extras and scripts",
    version: "1.2.0",
    options: [],
    says: ["Migration from poetry to setuptools"],
    make: (directory) =>
      writeFiles(directory, new Map(Object.entries({ ...FILES, "pyproject.toml": POETRY }))),
  },
  {
    name: "pyforge: Hatchling to versions from tags, of which two are out of order",
    // Below v1.0.5 nobody would get it: the next release has to be above.
    version: "1.0.6",
    options: ["--to", "setuptools", "--scm"],
    says: ["2 tags are out of order, a later one means a lower version: v1.0.5, v1.0.2"],
    make(directory) {
      makeExample("pyforge", "repaired", directory);
      for (const tag of git(directory, "tag").trim().split("\n")) git(directory, "tag", "--delete", tag);
      for (const [version, tag] of [
        ["0.4.0", "v1.0.2"],
        ["0.5.1", "v1.0.5"],
        ["0.5.5", "v0.5.5"],
      ] as const) {
        writeFileSync(join(directory, "NOTES.txt"), `${version}\n`);
        git(directory, "add", "--all");
        git(directory, "commit", "--quiet", "-m", version);
        git(directory, "tag", tag);
      }
    },
  },
  {
    name: "labos: nothing but a package and a requirements file",
    version: "0.1.0",
    options: [],
    says: ["Migration from bare to setuptools", 'labos = "labos.cli:main"'],
    make(directory) {
      makeExample("labos", "repaired", directory);
      for (const tag of git(directory, "tag").trim().split("\n")) git(directory, "tag", "--delete", tag);
      for (const file of ["pyproject.toml", "MANIFEST.in"]) rmSync(join(directory, file));
      writeFileSync(join(directory, "requirements.txt"), "jinja2>=3.1\n");
    },
  },
];

// Each builds four times and installs: one of them stands for all, and `npm run seeds` runs the others.
const all = process.env["SHIPWHEEL_SEEDS"] === "all";
const chosen = all ? SEEDS : SEEDS.slice(0, 1);

const GREEN = ["green", []];

/** Migrates, commits, tags and rehearses a project: the verdict and the errors. */
async function migrateAndRehearse(
  project: string,
  {
    options,
    says,
    version,
    mend,
  }: Pick<Seed, "options" | "says" | "version"> & { readonly mend?: () => void },
): Promise<readonly unknown[]> {
  const state = `${project}-state`;
  const { exit, stdout, stderr } = await runHere(["migrate", project, "--write", ...options], {
    env: { SHIPWHEEL_STATE_DIR: state },
  });
  expect([exit, exit === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
  const written = readFileSync(join(project, "pyproject.toml"), "utf8");
  for (const text of says) expect(stdout + written).toContain(text);
  mend?.();
  git(project, "add", "--all");
  git(project, "commit", "--quiet", "-m", "migrate");
  git(project, "tag", "--force", `v${version}`);
  const answer = await rehearse(project, state, ["--installer", "uv"]);
  return [answer.verdict, answer.findings.filter(({ severity }) => severity === "error")];
}

test.each(chosen)(
  "$name: migrated without a defect, and rehearsed green",
  async (seed) => {
    using directory = scratch();
    const project = join(directory.path, "project");
    await seed.make(project);
    git(project, "init", "--quiet", "--initial-branch=main");
    git(project, "add", "--all");
    if (git(project, "status", "--porcelain") !== "") git(project, "commit", "--quiet", "-m", "start");
    expect(await migrateAndRehearse(project, seed)).toEqual(GREEN);
  },
  300_000,
);

/** A real repository at a commit, and what of its own has to be mended before any release of it is green. */
interface RealSeed extends Omit<Seed, "make"> {
  readonly repository: string;
  readonly ref: string;
  /** Paths of the commit that are taken; all of them without. */
  readonly paths?: readonly string[];
  /** Defects that the project has before and after, mended by hand: a file, what it says, what it should say. */
  readonly mends: readonly (readonly [file: string, from: RegExp, to: string])[];
}

const REAL: readonly RealSeed[] = [
  {
    name: "modelforge",
    repository: "smiao-icims/model-forge",
    ref: "2e0dd9e",
    version: "0.2.1",
    options: [],
    says: ["Migration from poetry to setuptools"],
    // It states 0.1.0 below its tag v0.2.0, and classifiers of Pythons that it excludes or its requirements do not have.
    mends: [
      ["pyproject.toml", /^version = "0\.1\.0"$/m, 'version = "0.2.1"'],
      ["pyproject.toml", /^ *"Programming Language :: Python :: 3\.15",\n/m, ""],
    ],
  },
  {
    name: "pyforge",
    repository: "Py-Forge-Cli/PyForge-CLI",
    ref: "67bc9fd",
    version: "1.0.6",
    options: ["--to", "setuptools", "--scm"],
    says: ["2 tags are out of order, a later one means a lower version: v1.0.5, v1.0.2"],
    // Exact pins that no Python has wheels for, and a requirement that is not declared.
    mends: [
      ["pyproject.toml", /^( *"[a-z0-9-]+)==/gm, "$1>="],
      ["pyproject.toml", /^dependencies = \[\n/m, 'dependencies = [\n    "chardet",\n'],
    ],
  },
  {
    name: "zen",
    repository: "netra-systems/zen",
    ref: "v1.4.2",
    version: "1.4.2",
    options: ["--to", "setuptools"],
    says: [
      "setup.py describes the project a second time",
      '"License :: Other/Proprietary License" contradicts it',
    ],
    mends: [
      ["shared/__init__.py", /^__version__ = "1\.0\.0"$/m, '__version__ = "1.4.2"'],
      ["pyproject.toml", /^ *"netraoptimizer>=1\.0\.0",\n/m, ""],
      ["scripts/bump_version.py", /^[\s\S]*$/, ""],
      // Secrets are not available in the condition of a job (W033).
      [".github/workflows/publish-release.yml", /^ *if: \$\{\{ secrets\.\w+ != '' \}\}\n/m, ""],
      [".github/workflows/release-build.yml", /^ *if: \$\{\{ secrets\.\w+ != '' \}\}\n/m, ""],
    ],
  },
  {
    name: "labos",
    repository: "dburt25/ChemLearn--LabOS",
    ref: "58d7fbe",
    // Its pyproject.toml is no TOML: the migration begins with nothing.
    paths: ["README.md", "labos", "docs", "requirements.txt", "requirements.base.txt"],
    version: "0.1.0",
    options: [],
    says: ["Migration from bare to setuptools", 'labos = "labos.cli:main"'],
    mends: [],
  },
];

test.for(all ? REAL : [])(
  "$name as it really is ($repository at $ref): no defect, and rehearsed green once its own defects are mended",
  { timeout: 900_000 },
  async (seed, { skip }) => {
    using directory = scratch();
    const project = join(directory.path, seed.name);
    const problem = clone(seed, project);
    if (problem !== null) return skip(`SKIPPED: ${seed.repository} cannot be fetched: ${problem}`);
    const mend = (): void => {
      for (const [file, from, to] of seed.mends) {
        const path = join(project, file);
        const text = readFileSync(path, "utf8").replace(from, to);
        if (text === "") rmSync(path);
        else writeFileSync(path, text);
      }
    };
    expect(await migrateAndRehearse(project, { ...seed, mend })).toEqual(GREEN);
  },
);

/** From SHIPWHEEL_CORPUS, a directory of clones by the name of the repository, else from GitHub; why not, or null. */
function clone({ repository, ref, paths }: RealSeed, project: string): string | null {
  const corpus = process.env["SHIPWHEEL_CORPUS"];
  const source =
    corpus === undefined
      ? `https://github.com/${repository}`
      : join(corpus, repository.split("/").at(-1) ?? "");
  const cloned = spawnSync("git", ["clone", "--quiet", "--no-checkout", source, project], {
    encoding: "utf8",
  });
  if (cloned.status !== 0) return cloned.stderr.trim();
  if (paths === undefined) {
    git(project, "checkout", "--quiet", "-B", "main", ref);
    return null;
  }
  // A history that begins with these files.
  git(project, "symbolic-ref", "HEAD", "refs/heads/start");
  git(project, "checkout", "--quiet", ref, "--", ...paths);
  git(project, "commit", "--quiet", "-m", "start");
  return null;
}
