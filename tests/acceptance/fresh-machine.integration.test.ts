import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HeldRelease } from "../../src/forge/server/github-server.ts";
import { temporaryDirectory, type FileSet, type TemporaryDirectory } from "../support/git.ts";
import { document, run, type Ended } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT, releaseWorld, type ReleaseWorld } from "./release-world.ts";

let scratch: TemporaryDirectory;
beforeEach(() => {
  scratch = temporaryDirectory("fresh-machine");
});
afterEach(() => scratch[Symbol.dispose]());

/** A project whose builds differ from machine to machine: its backend writes down what stands in `salt`. */
function saltedProject(salt: string): FileSet {
  return {
    ...DEMO_PROJECT,
    "pyproject.toml": `${DEMO_PYPROJECT.replace(
      'build-backend = "flit_core.buildapi"',
      'build-backend = "salted"\nbackend-path = ["backend"]',
    )}verify-published = false\n\n[tool.flit.sdist]\ninclude = ["backend/"]\n`,
    "backend/salted.py": `from pathlib import Path

from flit_core import buildapi

get_requires_for_build_wheel = buildapi.get_requires_for_build_wheel
get_requires_for_build_sdist = buildapi.get_requires_for_build_sdist


def _salt():
    # What is built of an sdist has the salt of the sdist.
    if Path("PKG-INFO").exists():
        return
    Path("demo_pkg/salt.py").write_text("SALT = " + repr(Path(${JSON.stringify(salt)}).read_text()) + "\\n")


def build_wheel(directory, config_settings=None, metadata_directory=None):
    _salt()
    return buildapi.build_wheel(directory, config_settings, metadata_directory)


def build_sdist(directory, config_settings=None):
    _salt()
    return buildapi.build_sdist(directory, config_settings)
`,
  };
}

/** A new machine: a fresh clone, a fresh HOME, no state. */
function freshMachine({ remote, args, env }: ReleaseWorld, name: string, root: string): () => Promise<Ended> {
  const home = join(scratch.path, name);
  const clone = join(home, "clone");
  mkdirSync(home);
  execFileSync("git", ["clone", "--quiet", remote, clone]);
  for (const [key, value] of [
    ["user.name", "Demo"],
    ["user.email", "demo@example.test"],
  ] as const)
    execFileSync("git", ["-C", clone, "config", key, value]);
  const own = { ...env, HOME: home, SHIPWHEEL_STATE_DIR: join(home, "state") };
  return () =>
    run(
      args().map((word) => (word === root ? clone : word)),
      { env: own },
    );
}

function stored({ index }: ReleaseWorld): readonly string[] {
  const taken = index.index.log.filter((entry) => entry.upload?.outcome === "stored");
  return taken.map((entry) => entry.upload?.fileName ?? "").toSorted();
}

test("killed while it uploads: a fresh machine ends it with the same bytes, another one finds it done", async () => {
  const salt = join(scratch.path, "salt");
  await using world = await releaseWorld(saltedProject(salt), "demo-pkg");
  world.repository.git("push", "--quiet", "origin", "HEAD:main");
  execFileSync("git", ["-C", world.remote, "symbolic-ref", "HEAD", "refs/heads/main"]);
  const draft = (): HeldRelease | undefined => world.forge.releases[0];
  const digests = (): readonly string[] =>
    (draft()?.assets ?? []).map(({ name, digest }) => `${name} ${digest}`).toSorted();

  writeFileSync(salt, "the first machine");
  const first = world.startRelease();
  const over: Ended[] = [];
  const ended = first.ended.then((end) => void over.push(end));
  while (stored(world).length === 0 && over.length === 0)
    await new Promise((resolve) => void setTimeout(resolve, 5));
  first.kill();
  await ended;
  const before = digests();
  expect([draft()?.draft, before.length > 2], JSON.stringify(over)).toEqual([true, true]);

  writeFileSync(salt, "the second machine");
  const second = await freshMachine(world, "second", world.repository.root)();
  expect(second.exit, second.stdout + second.stderr).toBe(0);
  expect(stored(world)).toEqual(["demo_pkg-1.2.3-py3-none-any.whl", "demo_pkg-1.2.3.tar.gz"]);
  expect([draft()?.draft, world.forge.releases.length, digests()]).toEqual([false, 1, before]);
  const { steps } = document(second) as unknown as { steps: { id: string; detail: string }[] };
  expect(steps.find(({ id }) => id === "rehearse")?.detail).toContain(
    "taken from the draft v1.2.3 on GitHub",
  );

  writeFileSync(salt, "the third machine");
  const third = await freshMachine(world, "third", world.repository.root)();
  expect(third.exit, third.stdout + third.stderr).toBe(0);
  expect([stored(world).length, world.forge.releases.length, digests()]).toEqual([2, 1, before]);
});
