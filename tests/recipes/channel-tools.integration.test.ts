import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelTools, DEBIAN_PACKAGES } from "../../scripts/channel-tools.ts";
import { run } from "../acceptance/cli.ts";
import { gitRepository } from "../support/git.ts";

const PROJECT = {
  "pyproject.toml": `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "hello-ship"
version = "1.2.3"
description = "A greeter for ships."
requires-python = ">=3.11"
license = { text = "MIT" }
authors = [{ name = "Ada Lovelace", email = "ada@example.org" }]
dependencies = ["packaging>=21"]
scripts = { hello-ship = "hello_ship:main" }
urls = { Homepage = "https://example.org/hello-ship" }

[tool.shipwheel.recipe]
debian-suite = "bookworm"
`,
  "src/hello_ship/__init__.py": `"""Says hello."""
import argparse


def main() -> None:
    argparse.ArgumentParser(prog="hello-ship").parse_args()
    print("hello")
`,
  LICENSE: "MIT License\n\nCopyright (c) 2026 Ada Lovelace\n\nPermission is hereby granted.\n",
};

const CLEAN = { HOME: "/root", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };
const { python, wheels } = channelTools();
const noConda = existsSync(python) && existsSync(wheels) ? false : "npm run channel-tools was not run";
const noRuby = starts("ruby", "--version") ? false : "no ruby: apt-get install ruby";
const noDebian =
  existsSync("/usr/bin/dh") && starts("/usr/bin/python3", "-c", "import hatchling, build, installer")
    ? false
    : `no debhelper, pybuild or hatchling: ${DEBIAN_PACKAGES}`;

function starts(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { env: CLEAN, stdio: "ignore" }).status === 0;
}

for (const reason of [noConda, noRuby, noDebian])
  if (reason !== false) process.stderr.write(`SKIPPED: a recipe is not built: ${reason}\n`);

describe("recipes build with the tools of their systems", () => {
  const repository = gitRepository();
  const dist = join(repository.root, "dist");
  const recipes = join(repository.root, "packaging");

  beforeAll(async () => {
    repository.commit("feat: greet", PROJECT);
    await run(["build"], { cwd: repository.root });
    await run(["recipe", "--from", "dist", "--files-at", dist], { cwd: repository.root });
  });
  afterAll(() => repository[Symbol.dispose]());

  test.skipIf(noConda)("rattler-build builds the conda package and its tests pass", () => {
    const recipe = join(recipes, "conda/recipe.yaml");
    const script = join(import.meta.dirname, "conda-build.py");
    const built = execFileSync(python, [script, recipe, wheels, join(repository.root, "..", "conda")], {
      encoding: "utf8",
    });
    expect(built).toMatch(/noarch\/hello-ship-1\.2\.3-py\w+_0\.conda$/m);
  });

  test.skipIf(noRuby)("Ruby reads the formula", () => {
    const formula = join(recipes, "homebrew/hello-ship.rb");
    expect(execFileSync("ruby", ["-c", formula], { encoding: "utf8" })).toContain("Syntax OK");
  });

  test.skipIf(noDebian)("dpkg-buildpackage builds the Debian package, and lintian finds no error", () => {
    const work = join(repository.root, "..", "deb");
    const tree = join(work, "hello_ship-1.2.3");
    mkdirSync(work);
    const sdist = join(dist, "hello_ship-1.2.3.tar.gz");
    copyFileSync(sdist, join(work, "hello-ship_1.2.3.orig.tar.gz"));
    execFileSync("tar", ["-xzf", sdist, "-C", work]);
    cpSync(join(recipes, "debian"), join(tree, "debian"), { recursive: true });
    const options = { cwd: tree, env: CLEAN, encoding: "utf8", stdio: "pipe" } as const;
    execFileSync("dpkg-buildpackage", ["-us", "-uc"], options);
    const deb = readdirSync(work).find((name) => name.endsWith("_all.deb")) ?? "";
    expect(deb).toBe("hello-ship_1.2.3-1_all.deb");
    const members = execFileSync("dpkg", ["-c", join(work, deb)], options);
    expect(members).toContain("./usr/bin/hello-ship");
    expect(execFileSync("dpkg", ["-f", join(work, deb), "Depends"], options)).toContain("python3-packaging");
    if (starts("lintian", "--version")) {
      const { stdout } = spawnSync("lintian", [join(work, deb)], options);
      expect(stdout).not.toMatch(/^E:/m);
    }
  });
});
