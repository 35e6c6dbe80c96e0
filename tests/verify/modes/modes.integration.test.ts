import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../../support/git.ts";
import type { InstallerId } from "../../../src/toolbox/installers/registry.ts";
import type { ModeId } from "../../../src/toolbox/modes/registry.ts";
import type { VerifyOutcome } from "../../../src/verify/verify-outcome.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "old-digest", digest: "md5" }),
    release({
      name: "helper",
      files: { "helper/__init__.py": "def main(): print('helped')\n" },
      entryPoints: "[console_scripts]\nhelper-cli = helper:main\n",
    }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

/** Scripts that break by some ways only, and beside each the way that works. */
const SCRIPTS: Readonly<Record<string, string>> = {
  // A program of a dependency is on PATH in a virtual environment only.
  calls_other: "subprocess.run(['helper-cli'], check=True)",
  calls_other_well: "subprocess.run([sys.executable, '-c', 'import helper; helper.main()'], check=True)",
  reads_prefix: "print(open(os.path.join(sys.prefix, 'share', 'demo', 'data.txt')).read())",
  reads_prefix_well: "print(importlib.resources.files('demo').joinpath('data.txt').read_text())",
  wants_venv: "sys.exit(3 if sys.prefix == sys.base_prefix else 0)",
  reads_uv: "print(int(os.environ.get('UV', '0')))",
  by_own_name: "sys.exit(0 if os.path.basename(sys.argv[0]) == 'by_own_name' else 4)",
  through_shell: "sys.exit(os.system(sys.executable + ' -c pass') >> 8)",
  through_shell_well: "sys.exit(subprocess.run([sys.executable, '-c', 'pass']).returncode)",
  shows_more: "print('dev' if importlib.util.find_spec('demo.dev') else 'plain')",
};

const CODE = [
  "import importlib.resources, importlib.util, os, subprocess, sys",
  ...Object.entries(SCRIPTS).map(([name, body]) => `def ${name}():\n    ${body}`),
  "",
].join("\n");
const ENTRY_POINTS = `[console_scripts]\n${Object.keys(SCRIPTS)
  .map((name) => `${name} = demo:${name}`)
  .join("\n")}\n`;

const PROJECT: ReleaseOptions = {
  files: {
    "demo/__init__.py": CODE,
    "demo/data.txt": "data",
    "demo-1.0.0.data/data/share/demo/data.txt": "data",
  },
  entryPoints: ENTRY_POINTS,
  requires: ["helper"],
};

/** Sources with a backend of their own that needs no network; editable, they show everything that lies there. */
const TREE: Readonly<Record<string, string>> = {
  "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
  "backend.py": `
import os, zipfile
METADATA = "Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0.0\\nRequires-Dist: helper\\n"
WHEEL = "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
def pack(directory, files):
    name = "demo-1.0.0-py3-none-any.whl"
    info = "demo-1.0.0.dist-info/"
    files = {**files, info + "METADATA": METADATA, info + "WHEEL": WHEEL, info + "entry_points.txt": open("entry_points.txt").read()}
    with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
        for path, text in files.items(): wheel.writestr(path, text)
        wheel.writestr(info + "RECORD", "".join(f"{path},,\\n" for path in [*files, info + "RECORD"]))
    return name
def build_wheel(directory, config_settings=None, metadata_directory=None):
    kept = {f"demo/{name}": open(f"demo/{name}").read() for name in ("__init__.py", "data.txt")}
    return pack(directory, {**kept, "demo-1.0.0.data/data/share/demo/data.txt": "data"})
def build_editable(directory, config_settings=None, metadata_directory=None):
    return pack(directory, {"demo.pth": os.getcwd(), "demo-1.0.0.data/data/share/demo/data.txt": "data"})
`,
  "entry_points.txt": ENTRY_POINTS,
  "demo/__init__.py": CODE,
  "demo/dev.py": "",
  "demo/data.txt": "data",
};

/** By trial: what is wrong there, as script and severity. */
function byTrial({ findings }: VerifyOutcome): Readonly<Record<string, readonly string[]>> {
  const seen: Record<string, string[]> = {};
  for (const { severity, subject, details } of findings) {
    for (const trial of (details?.["trials"] ?? []) as readonly string[])
      (seen[trial.replace(/-3\.\d+$/, "")] ??= []).push(`${severity} ${subject ?? ""}`);
  }
  return Object.fromEntries(Object.entries(seen).map(([trial, told]) => [trial, told.toSorted()]));
}

/** Those that start pip or pipx cost seconds each: `npm run modes` has them all. */
const isWhole = process.env["SHIPWHEEL_MODES"] === "all";
const CHEAP: readonly ModeId[] = ["file", "uv-tool", "uvx", "editable", "source", "hashes"];
const COSTLY: readonly ModeId[] = ["pipx", "user", "system"];

test("each mode shows what breaks by it alone, and is silent on what works everywhere", async () => {
  const modes = [...CHEAP, ...(isWhole ? COSTLY : [])];
  const installers: readonly InstallerId[] = isWhole ? ["pip", "uv"] : ["uv"];
  const outcome = await bench.verify(release(PROJECT), { modes, tree: TREE, installers });
  const venv = ["error renamed: by_own_name", "error through_shell"];
  const alone = ["error calls_other", ...venv];
  const expected: Readonly<Partial<Record<ModeId, readonly string[]>>> = {
    file: venv,
    editable: [...venv, "warning shows_more: output"],
    source: venv,
    hashes: venv,
    "uv-tool": alone,
    pipx: alone,
    uvx: ["error reads_uv"],
    user: ["error reads_prefix", "error renamed: by_own_name", "error wants_venv"],
    system: ["error renamed: by_own_name", "error through_shell", "error wants_venv"],
  };
  expect(byTrial(outcome)).toEqual(Object.fromEntries(modes.map((mode) => [mode, expected[mode]])));
  const messages = outcome.findings.map(({ message }) => message);
  expect(messages).toContainEqual(
    expect.stringMatching(
      /^through_shell --help exits with 0 in a virtual environment, and exits with \d+ by .* \(only where its path contains a space\)$/,
    ),
  );
  expect(messages).toContainEqual(
    expect.stringMatching(
      /^calls_other --help exits with 0 in a virtual environment, and exits with 1 by uv tool install NAME on Python 3\.\d+: .*No such file or directory: 'helper-cli'$/,
    ),
  );
  expect(outcome.trials.every(({ outcome: each }) => each !== "skipped")).toBe(true);
  const system = outcome.trials.find(({ cell }) => cell.mode === "system");
  expect(system?.steps[0]?.detail).toBe(
    isWhole ? "pip rejects it without --break-system-packages, and names PEP 668" : undefined,
  );
});

describe("what cannot be tried is told, and what cannot be installed is an error", () => {
  test("sources that make another package, tools that are not here, a release without scripts", async () => {
    const outcome = await bench.verify(release({ files: { "demo/__init__.py": "", "demo/more.py": "" } }), {
      modes: ["source", "editable", "uv-tool", "conda"],
      tree: {
        ...TREE,
        "entry_points.txt": "",
        "demo/__init__.py": "import demo.nowhere\n",
        "backend.py": `${TREE["backend.py"] ?? ""}\ndef build_editable(*words, **more): raise SystemExit('no editable here')\n`,
      },
    });
    expect(outcome.findings.map(({ rule, message }) => `${rule} ${message.split(": ")[0] ?? ""}`)).toEqual([
      expect.stringMatching(
        /^I017 import demo works in a virtual environment and fails by pip install \. on Python/,
      ),
      expect.stringMatching(/^I015 demo 1\.0\.0 cannot be installed by pip install -e \. on Python/),
    ]);
    const skipped = outcome.trials.filter((trial) => trial.outcome === "skipped");
    expect(skipped.flatMap(({ notTried }) => notTried.map(({ reason }) => reason))).toEqual([
      "the release has no script, and this installs programs only",
      "none of micromamba, mamba, conda is on PATH",
    ]);
  });

  test("given distributions have no sources", async () => {
    const outcome = await bench.verify(release(), { modes: ["source"] });
    expect(outcome.trials.at(-1)).toMatchObject({
      outcome: "skipped",
      notTried: [{ reason: "there are no sources, only distributions" }],
    });
    expect(outcome.findings).toEqual([]);
  });
});

test("a requirement of which the index knows md5 alone breaks deployments that check digests, and no others", async () => {
  const outcome = await bench.verify(release({ requires: ["old-digest"] }), { modes: ["file", "hashes"] });
  expect(outcome.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
    expect.stringMatching(
      /^I015 demo 1\.0\.0 cannot be installed by pip install --require-hashes -r LOCK on Python 3\.\d+: error: `md5` hashes are insecure and cannot be used with `--require-hashes` .*old-digest==1\.0\.0$/,
    ),
  ]);
  expect(outcome.trials.map(({ cell, outcome: each }) => `${cell.mode} ${each}`)).toEqual([
    "venv ok",
    "file ok",
    "hashes failed",
  ]);
});

describe("a script that cannot be started by its name", () => {
  const CLI: ReleaseOptions = {
    files: { "demo/__init__.py": "def main(): print('usage: demo')\n" },
    entryPoints: "[console_scripts]\ndemo-cli = demo:main\n",
  };

  test("the sources declare none", async () => {
    const tree = { ...TREE, "entry_points.txt": "", "demo/__init__.py": "def main(): pass\n" };
    const outcome = await bench.verify(release(CLI), { modes: ["source"], tree });
    expect(outcome.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(
        /^I016 pip install \. puts no program demo-cli on PATH \(pip install \. on Python 3\.\d+\)$/,
      ),
    ]);
  });

  test("it leads out of the installation, by a pipx with a place of its own", async () => {
    using bin = temporaryDirectory("bin");
    standIn(
      join(bin.path, "pipx"),
      '#!/bin/sh\nmkdir -p "$PIPX_BIN_DIR" && ln -s /bin/true "$PIPX_BIN_DIR/demo-cli"\n',
    );
    await using other = await trialBench([], { PATH: `${bin.path}:${process.env["PATH"] ?? ""}` });
    const outcome = await other.verify(release(CLI), { modes: ["pipx"] });
    expect(outcome.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(
        /^I016 demo-cli leads out of its installation by pipx install NAME on Python 3\.\d+: \/(?:usr\/)?bin\/\S+$/,
      ),
    ]);
    const sound = await bench.verify(release(CLI), { modes: ["uv-tool"] });
    expect(sound.findings).toEqual([]);
  });
});

test.skipIf(!isWhole)("conda and containers, by programs that stand in for them", async () => {
  using bin = temporaryDirectory("bin");
  standIn(join(bin.path, "conda"), CONDA);
  standIn(join(bin.path, "docker"), DOCKER.replaceAll("ROOT", join(bin.path, "root")));
  await using other = await trialBench([], { PATH: `${bin.path}:${process.env["PATH"] ?? ""}` });
  const scripts = {
    in_conda: "sys.exit(5 if os.path.exists(os.path.join(sys.prefix, 'conda-meta')) else 0)",
    in_container: "sys.exit(5 if os.environ.get('IN_CONTAINER') else 0)",
    anywhere: "print('usage: anywhere')",
  };
  const bodies = Object.entries(scripts).map(([name, body]) => `def ${name}():\n    ${body}\n`);
  const names = Object.keys(scripts).map((name) => `${name} = demo:${name}\n`);
  const outcome = await other.verify(
    release({
      files: { "demo/__init__.py": `import os, sys\n${bodies.join("")}` },
      entryPoints: `[console_scripts]\n${names.join("")}`,
    }),
    { modes: ["conda", "container"] },
  );
  expect(byTrial(outcome)).toEqual({ conda: ["error in_conda"], container: ["error in_container"] });
});

function standIn(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** `conda create --prefix DIR python=3.11 pip`. */
const CONDA = `#!/bin/sh
while [ "$1" != --prefix ]; do shift; done
python3 -m venv --without-pip --system-site-packages "$2" && mkdir "$2/conda-meta"
`;

/** Its /tmp is a directory of this machine, fresh for every container. */
const DOCKER = `#!/usr/bin/env python3
import os, shutil, subprocess, sys
words = [word.replace("/tmp/", "ROOT/") for word in sys.argv[1:]]
if words[0] == "run":
    shutil.rmtree("ROOT", ignore_errors=True)
    os.mkdir("ROOT")
if words[0] == "cp":
    shutil.copy(sys.argv[2], words[2].split(":", 1)[1])
if words[0] == "exec":
    path = next(word for word in words if word.startswith("PATH="))[5:].split(":", 1)[0]
    os.environ.update(PATH=path + ":" + os.environ["PATH"], IN_CONTAINER="1")
    at = next(at for at, word in enumerate(words) if word.startswith("shipwheel-"))
    command = words[at + 1:]
    if command[:3] == ["python", "-m", "venv"]: command[3:3] = ["--without-pip", "--system-site-packages"]
    if command[0] == "pip": command[:1] = ["python", "-m", "pip"]
    sys.exit(subprocess.call(command))
`;
