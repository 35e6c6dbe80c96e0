import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { buildDistributions } from "../../../src/build/build-distributions.ts";
import type { BuildRequest } from "../../../src/build/build-request.ts";
import { reproduce, type Reproduced } from "../../../src/build/reproduce/reproduce.ts";
import { findInterpreter } from "../../../src/toolbox/interpreter.ts";
import { readSourceTree } from "../../../src/tree/read-source-tree.ts";
import { gitRepository, type FileSet } from "../../support/git.ts";
import { inTreeProject, SOUND_PROJECTS } from "../projects.ts";

/** Builds a project twice with the real adapters. */
async function twice(files: FileSet, normalize: boolean): Promise<Reproduced> {
  using repository = gitRepository();
  repository.commit("first", files);
  repository.tag("v1.2.3");
  await using wired = nodePorts({ variables: process.env as Record<string, string> });
  const { ports } = wired;
  const request: BuildRequest = {
    tree: await readSourceTree(repository.root, { allowNoGit: false }, ports),
    ref: "head",
    builder: "uv",
    python: await findInterpreter(null, ports),
    outDirectory: join(await ports.files.temporaryDirectory("out"), "dist"),
    timeoutSeconds: 600,
    normalize,
  };
  const first = await buildDistributions(request, ports);
  expect(first.findings).toEqual([]);
  return await reproduce(request, first, ports);
}

/** Every backend by `npm run backends`; without it those that differ without the normalizer. */
const ALL = process.env["SHIPWHEEL_BACKENDS"] === "all";
const NORMALIZED = ALL
  ? Object.keys(SOUND_PROJECTS).filter((name) => name !== "C extension")
  : ["setuptools", "pdm-backend"];

describe.each(NORMALIZED)("%s", (name) => {
  test("with --normalize two builds are equal", async () => {
    expect(await twice(SOUND_PROJECTS[name] ?? {}, true)).toEqual({
      isSame: true,
      differences: [],
      findings: [],
    });
  });
});

test.runIf(ALL).each(["hatchling", "flit-core", "poetry-core", "uv_build"])(
  "%s is reproducible by itself",
  async (name) => {
    expect(await twice(SOUND_PROJECTS[name] ?? {}, false)).toMatchObject({ isSame: true });
  },
);

test("setuptools: each difference is named with its cause, and what makes the files equal", async () => {
  const { isSame, findings } = await twice(SOUND_PROJECTS["setuptools"] ?? {}, false);
  expect(isSame).toBe(false);
  const causes = findings.map(({ subject }) => subject);
  expect(causes).toContain("demo_pkg-1.2.3.tar.gz: build time");
  expect(causes).toContain("demo_pkg-1.2.3.tar.gz: file times of the checkout");
  expect(causes).toContain("demo_pkg-1.2.3.tar.gz: umask");
  expect(causes).toContain("demo_pkg-1.2.3-py3-none-any.whl: umask");
  for (const { rule, help } of findings)
    expect([rule, help]).toEqual(["B008", expect.stringContaining("--normalize")]);
});

/** Writes one file for each kind of thing that a build may depend on. */
const PLANTED = `
import locale, random


def depends():
    here = os.getcwd()
    stat = os.stat("demo_pkg.py")
    locale.setlocale(locale.LC_ALL, "")
    return {
        "clock.txt": "built %d\\n" % time.time(),
        "chance.txt": "%f\\n" % random.random(),
        "directory.txt": here + "\\n",
        "hash.txt": " ".join(set("abcdefghijklmnopqrstuvwxyz")),
        "listing.txt": ";".join(os.listdir("back") + os.listdir(".")),
        "zone.txt": time.strftime("%z"),
        "locale.txt": "%s" % locale.setlocale(locale.LC_CTYPE),
        "stat.txt": "%d" % stat.st_mtime,
        "sound.txt": "sound",
    }


def build_wheel(out, config_settings=None, metadata_directory=None):
    name = "demo_pkg-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(out, name), "w") as wheel:
        for member, text in depends().items():
            wheel.writestr("demo_pkg/" + member, text)
        wheel.writestr("demo_pkg-1.2.3.dist-info/METADATA", META)
        wheel.writestr("demo_pkg-1.2.3.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("demo_pkg-1.2.3.dist-info/RECORD", "")
    return name
`;

test("what contents depend on is found, by their text or by builds that differ in one condition", async () => {
  const { differences } = await twice(inTreeProject(PLANTED), true);
  const causes = differences
    .filter(({ member }) => member?.startsWith("demo_pkg/"))
    .map(({ member, kind, cause }) => [member?.replace("demo_pkg/", ""), kind, cause]);
  expect(Object.fromEntries(causes.map(([member, , cause]) => [member, cause]))).toEqual({
    "clock.txt": "build time",
    "chance.txt": "build time or random",
    "directory.txt": "build directory",
    "hash.txt": "hash seed",
    "listing.txt": "file order",
    "zone.txt": "time zone",
    "locale.txt": "locale",
    "stat.txt": "file times",
  });
  expect(new Set(causes.map(([, kind]) => kind))).toEqual(new Set(["content"]));
});
