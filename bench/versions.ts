/**
 * Asks for the version of a repository, as whole processes in turn: ours, setuptools-scm, dunamai, versioningit, a bare
 * `git describe` and `node -e 0`; and for the next one beside `git log`. Writes bench/VERSIONS.md.
 * npm run bench:versions -- [--rounds 15] [--commits 20000] [--tags 2000] [--packages 500] [--history DIR|URL] [--work DIR] [--out DIR]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { cleanEnvironment, measure, type Sample } from "./measure.ts";
import { renderVersions } from "./versions-report.ts";
import {
  clonedRepository,
  madeRepository,
  unreleasedRepository,
  type VersionRepository,
} from "./versions-repositories.ts";
import { makeMonorepo } from "./versions-monorepo.ts";

const ROOT = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    commits: { type: "string", default: "20000" },
    tags: { type: "string", default: "2000" },
    packages: { type: "string", default: "500" },
    history: { type: "string" },
    work: { type: "string", default: join(ROOT, ".cache", "bench-versions") },
    out: { type: "string", default: import.meta.dirname },
  },
});
const rounds = Number(options.rounds);
const work = resolve(options.work);
const main = join(ROOT, "dist", "cli", "main.cjs");
const env = cleanEnvironment({ HOME: join(work, "home"), NODE_COMPILE_CACHE: join(work, "compile-cache") });

mkdirSync(join(work, "home"), { recursive: true });
const tools = {
  "setuptools-scm": venv("setuptools-scm"),
  dunamai: venv("dunamai"),
  versioningit: venv("versioningit"),
};
const samples: Record<string, Record<string, Sample[]>> = {};

for (const { id, root } of repositories()) {
  inTurn(id, root, [
    ["ours", [process.execPath, main, "version", "--compat"]],
    ["setuptools-scm", [join(tools["setuptools-scm"], "python"), "-m", "setuptools_scm"]],
    ["dunamai", [join(tools.dunamai, "dunamai"), "from", "git"]],
    ["versioningit", [join(tools.versioningit, "versioningit")]],
    ["describe", ["git", "describe", "--dirty", "--tags", "--long", "--abbrev=40", "--match", "*[0-9]*"]],
    ["node", [process.execPath, "-e", "0"]],
  ]);
}
next(Number(options.commits), Number(options.tags));
monorepo(Number(options.packages), Number(options.commits));
write();

function repositories(): readonly VersionRepository[] {
  const small = join(work, "small");
  const large = join(work, `large-${options.commits}-${options.tags}`);
  madeRepository(small, 30, 5);
  madeRepository(large, Number(options.commits), Number(options.tags));
  const made = [
    { id: "small", title: "30 commits, 5 tags", root: small },
    { id: "large", title: `${options.commits} commits, ${options.tags} tags`, root: large },
  ];
  if (options.history === undefined) return made;
  const history = join(work, "history");
  clonedRepository(history, options.history);
  return [...made, { id: "history", title: "a public history", root: history }];
}

/** The next version of a long history, by all of its commits and by those since the last of many releases; and a stated one. */
function next(commits: number, tags: number): void {
  const unreleased = join(work, `unreleased-${commits}`);
  unreleasedRepository(unreleased, commits);
  for (const [id, root] of [
    ["next", unreleased],
    ["next-tagged", join(work, `large-${commits}-${tags}`)],
  ] as const)
    inTurn(id, root, [
      ["ours", [process.execPath, main, "version", "next", "-q"]],
      ["log", ["git", "log"]],
      ["node", [process.execPath, "-e", "0"]],
    ]);
  inTurn("static", unreleased, [
    ["ours", [process.execPath, main, "version"]],
    ["node", [process.execPath, "-e", "0"]],
  ]);
}

/** All packages against the middle one, whose tag lies in the middle too, and whose commits are counted over its own path alone. */
function monorepo(packages: number, commits: number): void {
  const root = join(work, `monorepo-${packages}-${commits}`);
  makeMonorepo(root, packages, commits);
  inTurn("monorepo", root, [
    [
      "one",
      [
        process.execPath,
        main,
        "version",
        "--compat",
        "-C",
        join(root, "packages", `p${Math.floor(packages / 2)}`),
      ],
    ],
    ["all", [process.execPath, main, "version", "--all", "-C", root]],
  ]);
}

function venv(tool: string): string {
  const directory = join(work, "venvs", tool);
  const bin = join(directory, "bin");
  if (existsSync(join(bin, ".ready"))) return bin;
  execFileSync("python3", ["-m", "venv", directory], { env });
  execFileSync(join(bin, "pip"), ["install", "-q", tool], { env, stdio: "inherit" });
  execFileSync(join(bin, "python"), ["-m", "compileall", "-q", join(directory, "lib")], { env });
  writeFileSync(join(bin, ".ready"), "");
  return bin;
}

function inTurn(id: string, cwd: string, rows: readonly (readonly [string, readonly string[]])[]): void {
  const place = (samples[id] = {} as Record<string, Sample[]>);
  for (let round = 0; round <= rounds; round++) {
    for (const [name, argv] of rows) {
      const sample = measure({ name: `${id}-${name}`, argv, cwd, env, work: join(work, "reports") }, round);
      if (sample.status !== 0) throw new Error(`${id} ${name} ended with ${sample.status}`);
      if (round > 0) (place[name] ??= []).push(sample);
    }
  }
}

function write(): void {
  const output = (...argv: readonly [string, ...string[]]): string =>
    execFileSync(argv[0], argv.slice(1), { encoding: "utf8", env }).trim();
  const page = renderVersions({
    date: `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    commit: output("git", "-C", ROOT, "rev-parse", "--short", "HEAD"),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
    versions: [
      `Node ${process.version.slice(1)}`,
      output("python3", "--version"),
      output("git", "--version"),
      ...Object.entries(tools).map(([name, bin]) => {
        const script = "import importlib.metadata as m, sys; print(sys.argv[1], m.version(sys.argv[1]))";
        return output(join(bin, "python"), "-c", script, name);
      }),
    ],
    titles: Object.fromEntries(repositories().map(({ id, title }) => [id, title])),
    packages: Number(options.packages),
    commits: Number(options.commits),
    samples,
  });
  writeFileSync(join(resolve(options.out), "VERSIONS.md"), page);
  console.log(page);
}
