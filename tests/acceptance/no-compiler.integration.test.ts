import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { gitRepository, writeFiles, type FileSet } from "../support/git.ts";
import { run } from "./cli.ts";

const TOOLS = ["ninja", "cc", "gcc", "c++", "g++", "clang", "meson", "cmake"];

const project = (requires: string, backend: string, version: string): string =>
  `[build-system]\nrequires = [${requires}]\nbuild-backend = "${backend}"\n[project]\nname = "demo"\n${version}\n`;
const DYNAMIC = 'dynamic = ["version"]';
const MESON = "project('demo', 'c', version: '1.0')\n";

test.each<[string, FileSet]>([
  [
    "meson-python, computed",
    { "pyproject.toml": project('"meson-python"', "mesonpy", DYNAMIC), "meson.build": MESON, "demo.c": "" },
  ],
  [
    "setuptools with an extension, computed",
    {
      "pyproject.toml": project('"setuptools"', "setuptools.build_meta", DYNAMIC),
      "setup.py":
        'from setuptools import setup, Extension\nsetup(version=open("v").read(), ext_modules=[Extension("demo", ["demo.c"])])\n',
      v: "1.0",
      "demo.c": "",
    },
  ],
])("version, plan, check and status start no compiler: %s", async (_, files) => {
  using repository = gitRepository();
  repository.commit("first", files);
  repository.tag("v1.0");
  const tools = join(dirname(repository.root), "tools");
  const started = join(tools, "started");
  const text = `#!/bin/sh\necho "$0" >> '${started}'\nexit 1\n`;
  writeFiles(tools, Object.fromEntries(TOOLS.map((name) => [name, { text, executable: true } as const])));
  const env = { PATH: `${tools}${delimiter}${process.env["PATH"] ?? ""}` };
  for (const command of ["version", "plan", "check", "status"]) {
    const ended = await run([command, repository.root, "--json", "--offline"], { env });
    expect(ended.stderr, command).not.toContain("internal");
    expect(existsSync(started), command).toBe(false);
  }
});
