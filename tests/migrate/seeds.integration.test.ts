import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
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
const chosen = process.env["SHIPWHEEL_SEEDS"] === "all" ? SEEDS : SEEDS.slice(0, 1);

test.each(chosen)(
  "$name: migrated without a defect, and rehearsed green",
  async ({ make, options, says, version }) => {
    using directory = scratch();
    const [project, state] = [join(directory.path, "project"), join(directory.path, "state")];
    await make(project);
    git(project, "init", "--quiet", "--initial-branch=main");
    git(project, "add", "--all");
    if (git(project, "status", "--porcelain") !== "") git(project, "commit", "--quiet", "-m", "start");
    const { exit, stdout, stderr } = await runHere(["migrate", project, "--write", ...options], {
      env: { SHIPWHEEL_STATE_DIR: state },
    });
    expect([exit, exit === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
    for (const text of says) expect(stdout).toContain(text);
    git(project, "add", "--all");
    git(project, "commit", "--quiet", "-m", "migrate");
    git(project, "tag", "--force", `v${version}`);
    const answer = await rehearse(project, state, ["--installer", "uv"]);
    expect([answer.verdict, answer.findings.filter(({ severity }) => severity === "error")]).toEqual([
      "green",
      [],
    ]);
  },
  300_000,
);
