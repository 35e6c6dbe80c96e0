import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rehearse, scratch } from "./rehearsal.ts";

const CACHE = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "shipwheel", "sdists");

/** Releases that none of us wrote, with the digests of their sdists; more kinds of them are in the corpus. */
const HOOKS = {
  name: "pyproject-hooks",
  version: "1.2.0",
  sha256: "1e859bd5c40fae9448642dd871adf459e5e2084186e8d2c2a79a824c970da1f8",
};
const MARKUPSAFE = {
  name: "markupsafe",
  version: "3.0.2",
  sha256: "ee55d3edf80167e48ea11a923c7386f4669df67d7994554387f84e7d8b0a2bf0",
};

/** The path of a pinned sdist; the user's own pip fetches it once and checks its digest. */
function pinnedSdist(project: typeof HOOKS): string {
  const kept = join(CACHE, `${project.sha256}.tar.gz`);
  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    const download = mkdtempSync(join(CACHE, "download-"));
    const requirements = join(download, "requirements.txt");
    writeFileSync(requirements, `${project.name}==${project.version} --hash=sha256:${project.sha256}\n`);
    const options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes"];
    execFileSync("python3", ["-m", "pip", "download", ...options, "-d", download, "-r", requirements], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const sdist = readdirSync(download).find((name) => name.endsWith(".tar.gz"));
    if (sdist === undefined) throw new Error(`pip fetched no sdist of ${project.name}`);
    renameSync(join(download, sdist), kept);
    rmSync(download, { recursive: true });
  }
  const digest = createHash("sha256").update(readFileSync(kept)).digest("hex");
  if (digest !== project.sha256) throw new Error(`${kept} is not ${project.sha256}`);
  return kept;
}

/** Unpacks an sdist, less what the build added, and makes one tagged commit of it, as its authors had. */
function checkout(sdist: string, directory: string, version: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync("tar", ["-xzf", sdist, "--strip-components=1", "-C", directory]);
  for (const made of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    if (made === "PKG-INFO" || made.endsWith(".egg-info")) rmSync(join(directory, made), { recursive: true });
  }
  const git = (...argv: string[]): Buffer =>
    execFileSync(
      "git",
      ["-c", "user.name=Nobody", "-c", "user.email=nobody@users.noreply.github.com", ...argv],
      {
        cwd: directory,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all", "--force");
  git("commit", "--quiet", "--message", `Release ${version}`);
  git("tag", "--annotate", "--message", version, version);
}

/** What is true of every wheel that was compiled for this machine alone: its tag, and paths of its Python. */
const OF_A_LOCAL_BUILD: ReadonlySet<string> = new Set(["T001", "T014"]);

describe("projects from PyPI rehearse green without configuration", () => {
  test("a C extension", async () => {
    using directory = scratch();
    const tree = join(directory.path, "project");
    checkout(pinnedSdist(MARKUPSAFE), tree, MARKUPSAFE.version);

    const answer = await rehearse(tree, join(directory.path, "state"));

    // PyPI takes no wheel that was made for the builder's Linux alone: it is tried, not sent, and that is said.
    const sent = answer.publication.map((upload) => upload.outcome);
    const isLinux = process.platform === "linux";
    expect(sent, answer.talk).toEqual(isLinux ? ["stored"] : ["stored", "stored"]);
    const told = answer.findings.filter((finding) => finding.severity !== "info");
    expect(told.filter((finding) => finding.severity !== "warning")).toEqual([]);
    const rules = new Set(told.map((finding) => finding.rule));
    expect([...rules].filter((rule) => !OF_A_LOCAL_BUILD.has(rule))).toEqual([]);
    if (isLinux) expect(answer.findings.map((finding) => finding.rule)).toContain("T001");
    expect(answer.exit, answer.talk).toBe(0);
    expect(answer.verdict).toBe("green");
    const outcomes = answer.trials.map((trial) => `${trial.artifact} ${trial.installer} ${trial.outcome}`);
    expect(outcomes.toSorted()).toEqual(["sdist pip ok", "sdist uv ok", "wheel pip ok", "wheel uv ok"]);
  });

  test("an unpacked sdist, without git, when that is allowed", async () => {
    using directory = scratch();
    const tree = join(directory.path, "project");
    mkdirSync(tree);
    execFileSync("tar", ["-xzf", pinnedSdist(HOOKS), "--strip-components=1", "-C", tree]);

    const refused = await rehearse(tree, join(directory.path, "state"));
    expect([refused.exit, refused.error.code]).toEqual([2, "config/not-git"]);

    const answer = await rehearse(tree, join(directory.path, "state"), ["--allow-no-git"]);
    expect(answer.findings.filter((finding) => finding.severity === "error")).toEqual([]);
    expect([answer.exit, answer.verdict], answer.talk).toEqual([0, "green"]);
  });
});
