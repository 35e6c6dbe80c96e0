import { rootModules, firstPartyModules } from "./imports/modules.ts";
import type { RehearsedProject } from "./request.ts";
import type { Config } from "../config/schema.ts";

/**
 * The text of a pytest file that does the heart of a trial without shipwheel: the wheel and the sdist of `dist/`, each
 * in a fresh environment, from an empty directory: imports and scripts, as the settings have them.
 */
export function smokeTestSource(
  project: Pick<RehearsedProject, "name" | "entryPoints" | "files">,
  config: Pick<Config, "scripts">,
): string {
  const scripts = project.entryPoints
    .filter(({ group, extras }) => group === "console_scripts" && extras.length === 0)
    .flatMap(({ name }) => {
      const expected = config.scripts[name];
      if (expected?.skip !== undefined) return [];
      return [[[name, ...(expected?.args ?? ["--help"])], [...(expected?.exit ?? [0])]]];
    });
  const modules = rootModules(firstPartyModules(project.files.keys()));
  return TEMPLATE.replace("NAME", () => project.name)
    .replace("MODULES_LIST", () => python(modules))
    .replace("SCRIPTS_LIST", () => python(scripts));
}

/** JSON that is Python, too: texts, numbers and lists. */
function python(value: unknown): string {
  return JSON.stringify(value);
}

const TEMPLATE = `"""Smoke test of the built distributions of NAME: pytest FILE, after the build has filled dist/ (or $DIST)."""

import os
import pathlib
import subprocess
import sys
import venv

import pytest

DIST = pathlib.Path(os.environ.get("DIST", "dist")).resolve()
MODULES = MODULES_LIST
SCRIPTS = SCRIPTS_LIST


def newest(pattern):
    found = sorted(DIST.glob(pattern), key=lambda path: path.stat().st_mtime)
    assert found, f"{DIST} has no {pattern}: build the project first"
    return found[-1]


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def installed(request, tmp_path_factory):
    """The scripts of a fresh environment that holds the distribution and what it requires."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=True)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", newest(request.param)], check=True)
    return scripts


def run(argv, cwd):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PATH"] = os.pathsep.join([str(pathlib.Path(argv[0]).parent), env.get("PATH", "")])
    return subprocess.run(
        argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("module", MODULES)
def test_import(installed, tmp_path, module):
    done = run([installed / "python", "-c", f"import {module}"], tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "statuses"), SCRIPTS, ids=lambda value: " ".join(map(str, value)))
def test_script(installed, tmp_path, command, statuses):
    name, *args = command
    done = run([installed / name, *args], tmp_path)
    assert done.returncode in statuses, done.stdout + done.stderr
`;
