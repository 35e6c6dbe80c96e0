import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { metadataVersion } from "../../src/build/metadata-version.ts";
import { findInterpreter } from "../../src/toolbox/interpreter.ts";
import { findUv } from "../../src/toolbox/uv.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { FIRST_COMMIT_TIME, gitRepository, temporaryDirectory } from "../support/git.ts";
import { buildProject, rules } from "./build-project.ts";
import { inTreeProject, SOUND_PROJECTS } from "./projects.ts";

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

// setuptools and pdm-backend put the time of the build into their sdists: they cannot be compared.
test.each(["hatchling", "hatch-vcs", "flit-core", "poetry-core"])(
  "%s: both files are byte for byte those of uv build",
  async (name) => {
    using repository = gitRepository();
    repository.commit("first", SOUND_PROJECTS[name] ?? {});
    repository.tag("v1.2.3");
    await using build = await buildProject(repository.root);
    const { sdist, wheel, findings } = build.outcome;
    expect(findings).toEqual([]);

    using place = temporaryDirectory("uv build");
    execFileSync("git", ["clone", "--quiet", repository.root, join(place.path, "source")]);
    const python = await findInterpreter(null, build.ports);
    execFileSync(
      await findUv(build.ports),
      ["build", "--quiet", "-p", python.executable, "-o", join(place.path, "dist")],
      {
        cwd: join(place.path, "source"),
        env: { ...process.env, SOURCE_DATE_EPOCH: String(FIRST_COMMIT_TIME) },
      },
    );
    for (const path of [sdist ?? "", wheel ?? ""]) {
      expect(sha256(path)).toBe(sha256(join(place.path, "dist", basename(path))));
    }
  },
);

test("the reference builder gives the same bytes", async () => {
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS["flit-core"] ?? {});
  await using ours = await buildProject(repository.root);
  await using reference = await buildProject(repository.root, { builder: "build" });
  expect(reference.outcome.findings).toEqual([]);
  expect(sha256(reference.outcome.sdist ?? "")).toBe(sha256(ours.outcome.sdist ?? ""));
  expect(sha256(reference.outcome.wheel ?? "")).toBe(sha256(ours.outcome.wheel ?? ""));
});

test("the reference builder's failure is a finding with the backend's words", async () => {
  using repository = gitRepository();
  const body = 'def build_sdist(out, config_settings=None):\n    raise RuntimeError("no luck today")\n';
  repository.commit("first", inTreeProject(body));
  await using build = await buildProject(repository.root, { builder: "build" });
  expect(rules(build)).toEqual(["B001"]);
  expect(JSON.stringify(build.outcome.findings)).toContain("no luck today");
});

test("a second build needs no compiling: byte code comes from the tool cache", async () => {
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS["flit-core"] ?? {});
  using cache = temporaryDirectory("cache");
  const uvCache = process.env["UV_CACHE_DIR"] ?? join(process.env["HOME"] ?? "", ".cache", "uv");
  const variables = { XDG_CACHE_HOME: cache.path, UV_CACHE_DIR: uvCache };
  const compiled = (): string =>
    execFileSync(
      "find",
      [join(cache.path, "shipwheel", "bytecode"), "-name", "*.pyc", "-printf", "%p %T@\n"],
      {
        encoding: "utf8",
      },
    );
  await using first = await buildProject(repository.root, { variables });
  expect(first.outcome.findings).toEqual([]);
  const before = compiled();
  expect(before).toMatch(/flit_core/);
  await using second = await buildProject(repository.root, { variables });
  expect(compiled()).toBe(before);
  expect(sha256(second.outcome.wheel ?? "")).toBe(sha256(first.outcome.wheel ?? ""));
});

test.each([
  ["setuptools", "static", "1.2.3"],
  ["setuptools-scm", "backend", "1.2.3"],
  ["hatch-vcs", "backend", "1.2.3"],
])("the version of %s is known without a build", async (name, source, version) => {
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS[name] ?? {});
  repository.tag("v1.2.3");
  await using wired = nodePorts({});
  const { ports } = wired;
  const tree = await readSourceTree(repository.root, { allowNoGit: false }, ports);
  const python = await findInterpreter(null, ports);
  const answer = await metadataVersion({ tree, ref: "head", python, timeoutSeconds: 60 }, ports);
  expect(answer).toMatchObject({ version, source, findings: [] });
  expect(repository.git("status", "--porcelain", "--ignored")).toBe("");
});

test("a full disk is a fault that says so, not a defect of the project", async () => {
  using repository = gitRepository();
  const body =
    'def build_sdist(out, config_settings=None):\n    raise OSError(28, "No space left on device", out)\n';
  repository.commit("first", inTreeProject(body));
  await expect(buildProject(repository.root)).rejects.toMatchObject({
    code: "run/disk-full",
    phase: "unavailable",
  });
});

/** A directory on a file system of its own with so many KiB, or null where this may not be made. */
function smallDisk(path: string, kib: number): Disposable | null {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", path], { stdio: "ignore" });
  } catch {
    return null;
  }
  return { [Symbol.dispose]: () => execFileSync("umount", ["--lazy", path]) };
}

test.for([256, 700, 2000])("on a disk of %d KiB the fault names the disk", async (kib, { skip }) => {
  using directory = temporaryDirectory("disk");
  using disk = smallDisk(directory.path, kib);
  if (disk === null) skip("this may not be mounted here");
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS["setuptools"] ?? {});
  const full = buildProject(repository.root, { variables: { TMPDIR: directory.path, UV_LINK_MODE: "copy" } });
  await expect(full).rejects.toMatchObject({ code: "run/disk-full" });
});

test("Ctrl-C ends the build with the backend's processes", async () => {
  using repository = gitRepository();
  repository.commit(
    "first",
    inTreeProject("def build_sdist(out, config_settings=None):\n    time.sleep(3600)\n"),
  );
  const wired = nodePorts({});
  const { ports } = wired;
  const tree = await readSourceTree(repository.root, { allowNoGit: false }, ports);
  const python = await findInterpreter(null, ports);
  const { buildDistributions } = await import("../../src/build/build-distributions.ts");
  using out = temporaryDirectory("dist");
  const build = buildDistributions(
    { tree, ref: "head", builder: "uv", python, outDirectory: out.path, timeoutSeconds: 3600 },
    ports,
  );
  setTimeout(() => wired.interrupt(), 1500);
  await expect(build).rejects.toMatchObject({ code: "run/interrupted" });
  await wired[Symbol.asyncDispose]();
});
