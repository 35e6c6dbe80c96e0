import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe as suite, expect, test } from "vitest";
import type { Ended } from "../acceptance/cli.ts";
import {
  gitRepository,
  temporaryDirectory,
  type GitRepository,
  type TemporaryDirectory,
} from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

let scratch: TemporaryDirectory;
let repository: GitRepository;
const marker = (): string => join(scratch.path, "ran");

const BACKEND = `from pathlib import Path
Path(__file__).with_name("backend-ran").write_text("x")
def prepare_metadata_for_build_wheel(directory, settings=None):
    info = Path(directory) / "demo-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n")
    (info / "WHEEL").write_text("Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    return info.name
build_wheel = build_sdist = None
`;

function run(...args: readonly string[]): Promise<Ended> {
  const env = {
    HOME: scratch.path,
    SHIPWHEEL_INDEX: "http://127.0.0.1:9/legacy/",
    SHIPWHEEL_NO_PROGRESS: "0",
  };
  return runHere(["-C", repository.root, ...args], { env });
}

suite("a version that only the project's code knows", () => {
  beforeEach(() => {
    scratch = temporaryDirectory("project-code");
    repository = gitRepository();
    repository.commit("feat: first", {
      "pyproject.toml":
        '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n\n[project]\nname = "demo"\ndynamic = ["version"]\n',
      "own.py": BACKEND,
    });
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    scratch[Symbol.dispose]();
  });
  const SAYS = "runs code of this repository: the build backend own";

  test("the backend is asked, and that is said", async () => {
    for (const command of ["version", "release --dry-run"]) {
      const { stderr } = await run(...command.split(" "));
      expect(stderr, command).toContain(SAYS);
    }
  });

  test("--no-backend asks none", async () => {
    for (const command of ["version", "version explain", "version check", "plan", "status", "changelog"]) {
      const { stdout, stderr } = await run(...command.split(" "), "--no-backend");
      expect(stderr, command).not.toContain(SAYS);
      if (command !== "changelog")
        expect(stdout + stderr, command).toContain("project code would have to run: the build backend own");
    }
    expect((await run("check")).stderr).not.toContain(SAYS);
  });

  test("a command of setuptools-scm is code of the project, be it git with an alias", async () => {
    const describe = join(scratch.path, "describe");
    writeFileSync(describe, `#!/bin/sh\necho ran >> '${marker()}'\n`, { mode: 0o755 });
    const words = JSON.stringify(["git", "-c", `alias.x=!${describe}`, "x"]);
    repository.write({
      "pyproject.toml": `[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\ndynamic = ["version"]\n\n[tool.setuptools_scm.scm.git]\ndescribe_command = ${words}\n`,
    });
    expect((await run("check")).exit).not.toBe(70);
    expect((await run("version", "--no-backend")).stderr).toMatch(/would have to run: git -c alias\.x/);
    expect(existsSync(marker())).toBe(false);
    expect((await run("version")).stderr).toContain("runs code of this repository: git -c alias.x");
    expect(existsSync(marker())).toBe(true);
  });
});
