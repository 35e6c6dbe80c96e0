import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { findBuildTool } from "../../src/toolbox/pinned/build-tool.ts";
import { findAdmittedInterpreter, findInterpreter } from "../../src/toolbox/interpreter.ts";
import { findPip } from "../../src/toolbox/pip.ts";
import { findUv } from "../../src/toolbox/uv.ts";
import { cachedDirectory } from "../../src/toolbox/pinned/tool-cache.ts";
import { temporaryDirectory } from "../support/git.ts";

function wiredWith(changes: Record<string, string | undefined>): NodePorts {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...changes })) {
    if (value !== undefined) variables[name] = value;
  }
  return nodePorts({ variables });
}

test("an interpreter is probed once, and again when its executable changes", async () => {
  using cache = temporaryDirectory("cache");
  await using wired = wiredWith({ XDG_CACHE_HOME: cache.path });
  const first = await findInterpreter(null, wired.ports);
  expect(first.major).toBe(3);
  expect(first.markers["python_version"]).toBe(`3.${first.minor}`);
  const probes = wired.ports.processes.started.get("python3");
  expect(await findInterpreter(null, wired.ports)).toEqual(first);
  expect(wired.ports.processes.started.get("python3")).toBe(probes);

  using bin = temporaryDirectory("bin");
  const wrapper = join(bin.path, "python3");
  writeFileSync(wrapper, `#!/bin/sh\nexec ${first.executable} "$@"\n`);
  chmodSync(wrapper, 0o755);
  await using changed = wiredWith({ XDG_CACHE_HOME: cache.path, PATH: `${bin.path}:/usr/bin:/bin` });
  await findInterpreter(null, changed.ports);
  utimesSync(wrapper, new Date(0), new Date(1000));
  await findInterpreter(null, changed.ports);
  expect(changed.ports.processes.started.get("python3")).toBe(2);
});

test("a version is looked for on PATH by its name", async () => {
  await using here = wiredWith({});
  const { executable, minor, version } = await findInterpreter(null, here.ports);
  using bin = temporaryDirectory("bin");
  symlinkSync(executable, join(bin.path, `python3.${minor}`));
  await using wired = wiredWith({ PATH: bin.path });
  expect((await findInterpreter(`3.${minor}`, wired.ports)).version).toBe(version);
});

test("a version that pyenv keeps is found where it lies, without its shim", async () => {
  await using here = wiredWith({});
  const { executable, version } = await findInterpreter(null, here.ports);
  using root = temporaryDirectory("pyenv");
  using empty = temporaryDirectory("bin");
  const kept = join(root.path, "versions", version, "bin");
  mkdirSync(kept, { recursive: true });
  symlinkSync(executable, join(kept, "python"));
  await using wired = wiredWith({ PATH: empty.path, PYENV_ROOT: root.path });
  expect((await findInterpreter(version, wired.ports)).version).toBe(version);
  await expect(findInterpreter("3.2", wired.ports)).rejects.toMatchObject({ code: "tool/no-interpreter" });
});

test("where requires-python excludes the one on PATH, another of this machine is taken", async () => {
  using cache = temporaryDirectory("cache");
  await using here = wiredWith({});
  const { executable, minor, version } = await findInterpreter(null, here.ports);
  using root = temporaryDirectory("pyenv");
  using bin = temporaryDirectory("bin");
  symlinkSync(executable, join(bin.path, "python3"));
  const newer = join(root.path, "versions", "3.15.1", "bin");
  mkdirSync(newer, { recursive: true });
  const disguise = `s/"minor": ?${minor}\\b/"minor": 15/; s/"${version}"/"3.15.1"/`;
  writeFileSync(join(newer, "python"), `#!/bin/sh\n${executable} "$@" | sed -E '${disguise}'\n`);
  chmodSync(join(newer, "python"), 0o755);
  const PATH = `${bin.path}:/usr/bin:/bin`;
  await using wired = wiredWith({ XDG_CACHE_HOME: cache.path, PATH, PYENV_ROOT: root.path });

  const versions = await Promise.all(
    [null, ">=3.8", ">=3.15.1", ">=3.15.2"].map((each) => findAdmittedInterpreter(each, wired.ports)),
  );
  expect(versions.map((each) => each.version)).toEqual([version, version, "3.15.1", version]);
});

test.each([null, "3.2", "/no/such/python"])(
  "a missing interpreter (%s) is a fault with a remedy",
  async (spec) => {
    using empty = temporaryDirectory("bin");
    await using wired = wiredWith({ PATH: empty.path });
    await expect(findInterpreter(spec, wired.ports)).rejects.toMatchObject({
      code: "tool/no-interpreter",
      phase: "tool",
      remedy: expect.stringMatching(/python/i),
    });
  },
);

test("a named interpreter that is too old for what we run there is a fault that says so", async () => {
  using cache = temporaryDirectory("cache");
  using bin = temporaryDirectory("bin");
  await using wired = wiredWith({ XDG_CACHE_HOME: cache.path });
  const { executable, minor } = await findInterpreter(null, wired.ports);
  const old = join(bin.path, "old");
  writeFileSync(old, `#!/bin/sh\n${executable} "$@" | sed -E 's/"minor": ?${minor}\\b/"minor": 7/'\n`);
  chmodSync(old, 0o755);
  await expect(findInterpreter(old, wired.ports)).rejects.toMatchObject({
    code: "tool/no-interpreter",
    message: expect.stringContaining("3.8 is the oldest"),
  });
});

test("nothing is fetched offline: a tool that is not here is a fault", async () => {
  using cache = temporaryDirectory("cache");
  using empty = temporaryDirectory("bin");
  await using wired = wiredWith({ XDG_CACHE_HOME: cache.path, PATH: empty.path });
  await expect(findUv(wired.ports, { offline: true })).rejects.toMatchObject({
    code: "tool/not-provided",
    phase: "tool",
  });
});

test("uv and pip come into an empty tool cache by hash, two processes at once, and pip works without ensurepip", async () => {
  using cache = temporaryDirectory("cache");
  using bin = temporaryDirectory("bin");
  await using here = wiredWith({});
  const python = await findInterpreter(null, here.ports);
  symlinkSync(python.executable, join(bin.path, "python3"));
  const variables = {
    XDG_CACHE_HOME: cache.path,
    PATH: `${bin.path}:/usr/bin:/bin`,
    PIP_FIND_LINKS: undefined,
  };
  await using one = wiredWith(variables);
  await using two = wiredWith(variables);
  const [uv, same] = await Promise.all([findUv(one.ports), findUv(two.ports)]);
  expect(uv).toBe(same);
  expect(execFileSync(uv, ["--version"], { encoding: "utf8" })).toMatch(/^uv \d/);
  expect(readdirSync(dirname(dirname(dirname(uv))))).toEqual([expect.stringMatching(/^uv-[\d.]+$/)]);

  const pip = await findPip(python, one.ports);
  const env = join(cache.path, "env");
  execFileSync(uv, ["venv", "-q", "-p", python.executable, env]);
  const [program = "", ...args] = pip.command(join(env, "bin", "python"));
  expect(execFileSync(program, [...args, "--version"], { encoding: "utf8" })).toContain(
    `pip ${pip.version} from`,
  );
  expect(existsSync(join(env, "lib", `python3.${python.minor}`, "site-packages", "pip"))).toBe(false);
});

test("the reference builder runs from the tool cache", async () => {
  await using wired = wiredWith({});
  const python = await findInterpreter(null, wired.ports);
  const tool = await findBuildTool(python, wired.ports);
  expect(execFileSync(tool, ["-m", "build", "--version"], { encoding: "utf8" })).toMatch(/^build \d/);
});

test("a tool directory that could not be filled is not there, not even in part", async () => {
  using cache = temporaryDirectory("cache");
  await using wired = wiredWith({});
  const path = join(cache.path, "tool");
  const failing = cachedDirectory(
    path,
    "marker",
    async (into) => {
      mkdirSync(join(into, "half"));
      throw new Error("cut");
    },
    wired.ports,
  );
  await expect(failing).rejects.toThrow("cut");
  expect(readdirSync(cache.path)).toEqual([]);
});
