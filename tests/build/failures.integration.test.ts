import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitRepository, temporaryDirectory, writeFiles } from "../support/git.ts";
import { buildProject, rules } from "./build-project.ts";
import { inTreeProject, SOUND_PROJECTS } from "./projects.ts";

/** Builds an in-tree backend with this body; nothing may be left to publish when it fails. */
async function broken(body: string, timeoutSeconds = 60): Promise<Awaited<ReturnType<typeof buildProject>>> {
  using repository = gitRepository();
  repository.commit("first", inTreeProject(body));
  const build = await buildProject(repository.root, { timeoutSeconds });
  // A build that wrote outside but ended well leaves its files to be examined with the rest; a failed one leaves none.
  if (build.outcome.findings.some((finding) => finding.rule !== "B003")) {
    expect(build.outcome).toMatchObject({ sdist: null, wheel: null });
    expect(existsSync(build.outDirectory)).toBe(false);
  }
  return build;
}

/** A killed process whose new parent has not looked yet (a zombie) runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("an unknown backend is F003", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "no_such_backend.api"\n',
    "demo.py": "",
  });
  await using build = await buildProject(repository.root);
  expect(build.outcome.findings).toMatchObject([
    {
      rule: "F003",
      message: "the build backend no_such_backend.api cannot be imported: No module named 'no_such_backend'",
      symptom: "build:unknown-back-end",
    },
  ]);
});

test("a backend object that its module lacks is F003", async () => {
  using repository = gitRepository();
  const files = inTreeProject() as Record<string, string>;
  const pyproject = files["pyproject.toml"]?.replace('"own"', '"own:Missing"') ?? "";
  repository.commit("first", { ...files, "pyproject.toml": pyproject });
  await using build = await buildProject(repository.root);
  expect(rules(build)).toEqual(["F003"]);
});

test("a build requirement that does not exist is B006", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml": '[build-system]\nrequires = ["shipwheel-no-such-thing-at-all"]\nbuild-backend = "x"\n',
    "demo.py": "",
  });
  await using build = await buildProject(repository.root);
  expect(build.outcome.findings).toMatchObject([
    { rule: "B006", subject: "shipwheel-no-such-thing-at-all", phase: "build" },
  ]);
  expect(build.outcome.findings[0]?.why).toContain("shipwheel-no-such-thing-at-all was not found");
});

test("a build requirement cannot smuggle in an option of uv", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml": '[build-system]\nrequires = ["--editable=."]\nbuild-backend = "x"\n',
    "demo.py": "",
  });
  await using build = await buildProject(repository.root);
  expect(rules(build)).toEqual(["B006"]);
});

test("a backend that raises is B001 with the exception, its place and the last lines", async () => {
  await using build = await broken(`
def build_sdist(out, config_settings=None):
    print("the last line of the log", flush=True)
    raise RuntimeError("no luck today")
`);
  const [finding] = build.outcome.findings;
  expect(finding).toMatchObject({
    rule: "B001",
    message: "the backend own failed to build the sdist: RuntimeError: no luck today",
    location: { file: "back/own.py", excerpt: 'raise RuntimeError("no luck today")' },
  });
  expect(finding?.details?.["output"]).toContain("the last line of the log");
  expect(readFileSync(build.outcome.log, "utf8")).toContain("RuntimeError: no luck today");
});

test("a backend that dies by a signal is B001", async () => {
  await using build = await broken(
    "def build_sdist(out, config_settings=None):\n    import signal\n    os.kill(os.getpid(), signal.SIGSEGV)\n",
  );
  expect(build.outcome.findings).toMatchObject([
    { rule: "B001", message: expect.stringContaining("ended by signal 11") },
  ]);
});

test("a backend that leaves the interpreter is B001", async () => {
  await using build = await broken("def build_sdist(out, config_settings=None):\n    os._exit(0)\n");
  expect(rules(build)).toEqual(["B001"]);
});

test("binary output is shown as printable text", async () => {
  await using build = await broken(`
def build_sdist(out, config_settings=None):
    os.write(1, b"\\x00\\xff\\x1b[31mred\\x07 h\\xc3\\xa9 bytes\\n")
    raise RuntimeError("bad \\x1b[0m \\udcff bytes")
`);
  const text = JSON.stringify(build.outcome.findings);
  expect(text).toMatch(/x00\\\\xffred\\\\x07 h\\\\xc3\\\\xa9 bytes/);
  // oxlint-disable-next-line no-control-regex
  expect(/[\u0000-\u0008\u000e-\u001f]/.test(build.outcome.findings[0]?.message ?? "")).toBe(false);
});

test("a backend that hangs is B002 and all its processes end", async () => {
  await using build = await broken(
    `
def build_sdist(out, config_settings=None):
    child = subprocess.Popen(["sleep", "3600"])
    print("child", child.pid, flush=True)
    time.sleep(3600)
`,
    10,
  );
  expect(build.outcome.findings).toMatchObject([{ rule: "B002", symptom: "build:hangs" }]);
  const child = /child (\d+)/.exec(readFileSync(build.outcome.log, "utf8"))?.[1];
  expect(child).toBeDefined();
  expect(isRunning(Number(child))).toBe(false);
});

test("a half-written artefact of a backend that then fails is not published", async () => {
  await using build = await broken(`
def build_wheel(out, config_settings=None, metadata_directory=None):
    with open(os.path.join(out, "demo_pkg-1.2.3-py3-none-any.whl"), "wb") as file:
        file.write(b"half")
    raise OSError("cut")
`);
  expect(rules(build)).toEqual(["B001"]);
});

test.each([
  ["answers a name without a file", 'return "demo_pkg-1.2.3.tar.gz"'],
  ["answers nothing", "return None"],
  ["answers a path", 'return "../demo_pkg-1.2.3.tar.gz"'],
])("a build_sdist that %s is B004", async (_, statement) => {
  await using build = await broken(`def build_sdist(out, config_settings=None):\n    ${statement}\n`);
  expect(build.outcome.findings).toMatchObject([{ rule: "B004", slug: "distribution-missing" }]);
});

test("a backend without build_wheel is B004, and the sdist is kept for examination only", async () => {
  await using build = await broken("del build_wheel");
  expect(build.outcome.findings).toMatchObject([{ rule: "B004", slug: "distribution-missing" }]);
  expect(existsSync(build.outcome.unfinishedSdist ?? "")).toBe(true);
});

test("an sdist whose members leave its directory is B005, and nothing is unpacked outside", async () => {
  await using build = await broken(`
sound = build_sdist


def build_sdist(out, config_settings=None):
    name = "demo_pkg-1.2.3"
    with tarfile.open(os.path.join(out, name + ".tar.gz"), "w:gz") as tar:
        info = tarfile.TarInfo("../../escaped.txt")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    return name + ".tar.gz"
`);
  expect(build.outcome.findings).toMatchObject([{ rule: "B005", symptom: "build:bad-sdist" }]);
});

test.each([
  ["beside its directory", 'os.path.join(os.getcwd(), "..", "escaped.txt")', "escaped.txt"],
  ["into HOME", 'os.path.expanduser("~/.demo-settings")', ".demo-settings"],
])("a backend that writes %s is B003", async (_, path, name) => {
  await using build = await broken(`
sound = build_sdist


def build_sdist(out, config_settings=None):
    open(${path}, "w").close()
    return sound(out)
`);
  expect(build.outcome.findings).toMatchObject([{ rule: "B003", slug: "build-writes-outside" }]);
  expect(build.outcome.findings[0]?.message).toContain(name);
});

test("a child process of the backend that writes into HOME is seen too", async () => {
  await using build = await broken(`
sound = build_sdist


def build_sdist(out, config_settings=None):
    subprocess.run(["touch", os.path.expanduser("~/by-a-child")], check=True)
    return sound(out)
`);
  expect(rules(build)).toEqual(["B003"]);
});

test("a backend cannot write into the user's own tree, and is told on", async () => {
  using repository = gitRepository();
  const body = `
sound = build_sdist


def build_sdist(out, config_settings=None):
    os.remove(${JSON.stringify(join(repository.root, "demo_pkg.py"))})
    return sound(out)
`;
  repository.commit("first", inTreeProject(body));
  await using build = await buildProject(repository.root);
  expect(existsSync(join(repository.root, "demo_pkg.py"))).toBe(true);
  expect(rules(build)).toEqual(["B003", "B001"]);
  const [wrote, failed] = build.outcome.findings;
  expect(wrote?.explains).toContain(failed?.symptom);
});

test("a child process that changes the user's own tree is B003", async () => {
  using repository = gitRepository();
  const body = `
sound = build_sdist


def build_sdist(out, config_settings=None):
    subprocess.run(["touch", ${JSON.stringify(join(repository.root, "planted.txt"))}], check=True)
    return sound(out)
`;
  repository.commit("first", inTreeProject(body));
  await using build = await buildProject(repository.root);
  expect(build.outcome.findings[0]?.message).toContain("planted.txt");
});

test("blanks and non-ASCII characters in paths, and a locale without UTF-8, do no harm", async () => {
  using repository = gitRepository("ein Projekt – ünïcode");
  repository.commit("first", { ...SOUND_PROJECTS["setuptools"], "src/demo_pkg/größe.txt": "1\n" });
  await using build = await buildProject(repository.root, { variables: { LC_ALL: "C", LANG: "POSIX" } });
  expect(build.outcome.findings).toEqual([]);
  expect(readdirSync(build.outDirectory)).toHaveLength(2);
});

test("a HOME that cannot be written does no harm", async () => {
  using repository = gitRepository();
  using home = temporaryDirectory("file-as-home");
  writeFiles(home.path, { ".cache": "a file where the cache should be" });
  repository.commit("first", inTreeProject());
  await using build = await buildProject(repository.root, { variables: { HOME: home.path } });
  expect(build.outcome.findings).toEqual([]);
  expect(readFileSync(join(home.path, ".cache"), "utf8")).toBe("a file where the cache should be");
});

test("variables that steer pip, uv and Python and secrets do not reach the backend", async () => {
  using repository = gitRepository();
  const body = 'print("SEEN", sorted(os.environ), flush=True)';
  repository.commit("first", inTreeProject(body));
  const variables = {
    PIP_INDEX_URL: "http://127.0.0.1:9/",
    PYTHONPATH: "/nowhere",
    MY_API_TOKEN: "s3cret",
    GIT_DIR: "/x",
  };
  await using build = await buildProject(repository.root, { variables });
  expect(build.outcome.findings).toEqual([]);
  const seen = /SEEN (\[.*\])/.exec(readFileSync(build.outcome.log, "utf8"))?.[1] ?? "";
  expect(seen).toContain("'SOURCE_DATE_EPOCH'");
  for (const name of Object.keys(variables)) expect(seen).not.toContain(`'${name}'`);
});

test("two builds at once do not disturb each other", async () => {
  using repository = gitRepository();
  repository.commit("first", SOUND_PROJECTS["setuptools"] ?? {});
  const builds = await Promise.all([buildProject(repository.root), buildProject(repository.root)]);
  for (const build of builds) {
    expect(build.outcome.findings).toEqual([]);
    await build[Symbol.asyncDispose]();
  }
});
