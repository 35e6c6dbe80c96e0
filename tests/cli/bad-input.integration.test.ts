import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory, type TemporaryDirectory } from "../support/git.ts";
import { sdist } from "../support/sdist.ts";
import { wheel, type WheelBuilder } from "../support/wheel.ts";
import { run } from "../acceptance/cli.ts";

const WHEEL = "demo-1.0-py3-none-any.whl";
const DECLARED = '[project]\nname = "demo"\nversion = "1.0"\n';

let scratch: TemporaryDirectory;
let count = 0;

beforeAll(() => {
  scratch = temporaryDirectory();
});
afterAll(() => {
  scratch[Symbol.dispose]();
});

/** A new directory with these files. */
function files(content: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(scratch.path, `case-${(count += 1)}`);
  mkdirSync(root);
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const declared = (
  pyproject: string | Uint8Array,
  more: Readonly<Record<string, string | Uint8Array>> = {},
): string => files({ "pyproject.toml": pyproject, "demo/__init__.py": "", ...more });
const built = (change: (builder: WheelBuilder) => WheelBuilder): string =>
  join(files({ [WHEEL]: change(wheel()).build() }), WHEEL);
const metadata = (bytes: string | Uint8Array): string =>
  built((good) => good.file("demo-1.0.dist-info/METADATA", bytes));
const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");
const linked = (name: string, target: string): string => {
  const root = files({});
  symlinkSync(target, join(root, name));
  return root;
};
const pipe = (root: string, name: string): string => {
  execFileSync("python3", ["-c", "import os, sys; os.mkfifo(sys.argv[1])", join(root, name)]);
  return root;
};

/** What is checked, how it ends, and what it says: `null` where only the end counts. */
type Hard = readonly [name: string, make: () => string, exit: 0 | 1 | 2, says: string | null];

const TREES: readonly Hard[] = [
  ["a byte order mark", () => declared(`\uFEFF${DECLARED}`), 1, "byte order mark"],
  ["Latin-1", () => declared(latin(`${DECLARED}description = "é"\n`)), 1, "not UTF-8"],
  ["UTF-16", () => declared(Buffer.from(DECLARED, "utf16le")), 1, "F001"],
  ["a NUL", () => declared(`${DECLARED}description = "\0"\n`), 1, "NUL"],
  ["the line ends of Windows", () => declared(DECLARED.replaceAll("\n", "\r\n")), 0, "F002"],
  ["an array in twenty thousand arrays", () => declared(`x = ${"[".repeat(20_000)}`), 1, "F001"],
  ["a key of twenty thousand parts", () => declared(`${DECLARED}[tool${".a".repeat(20_000)}]\n`), 0, "F002"],
  ["a file of 5 MB", () => declared(`${DECLARED}#${"x".repeat(5_000_000)}`), 2, "larger than 4 MiB"],
  ["an empty file", () => declared(""), 1, "declares no project to build"],
  [
    "a table where text belongs",
    () => declared('project = "x"\nbuild-system = []\n'),
    1,
    "declares no project to build",
  ],
  [
    "setup.cfg with a byte order mark",
    () => files({ "setup.cfg": "\uFEFF[metadata]\r\nname = demo\r\n" }),
    0,
    null,
  ],
  ["setup.cfg of bytes", () => files({ "setup.cfg": latin("ÿþ\0[metadata\n=") }), 0, null],
  ["setup.py of brackets", () => files({ "setup.py": `setup(x=${"(".repeat(20_000)}` }), 0, null],
  ["a pyproject.toml that is a pipe", () => pipe(files({}), "pyproject.toml"), 2, "not a regular file"],
  ["a pyproject.toml that links to itself", () => linked("pyproject.toml", "pyproject.toml"), 2, "ELOOP"],
  ["a pyproject.toml that is a device", () => linked("pyproject.toml", "/dev/zero"), 2, "not a regular file"],
  ["a readme that is a pipe", () => pipe(declared(`${DECLARED}readme = "R.md"\n`), "R.md"), 1, "D009"],
  [
    "links in circles",
    () => {
      const root = declared(DECLARED);
      symlinkSync("..", join(root, "demo", "up"));
      symlinkSync("loop", join(root, "loop"));
      return root;
    },
    0,
    null,
  ],
  [
    "a link to all of the machine",
    () => {
      const root = declared(DECLARED);
      symlinkSync("/", join(root, "all"));
      return root;
    },
    1,
    "V028",
  ],
  [
    "a readme of brackets",
    () =>
      declared(`${DECLARED}readme = "README.md"\n`, {
        "README.md": `${"[".repeat(50_000)}${"`".repeat(30_000)}${"<a ".repeat(20_000)}${"<!--".repeat(9000)}`,
      }),
    0,
    null,
  ],
  [
    "Python of brackets, of NULs and of Latin-1",
    () =>
      declared(DECLARED, {
        "demo/deep.py": `x = ${"(".repeat(50_000)}`,
        "demo/minus.py": `x = ${"-".repeat(50_000)}1\n`,
        "demo/nul.py": "x = 1\0\n",
        "demo/latin.py": latin("# é\n"),
      }),
    1,
    null,
  ],
];

const NAMED = "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n";

const WHEELS: readonly Hard[] = [
  ["METADATA with a byte order mark", () => metadata(`\uFEFF${NAMED}`), 1, "M0"],
  ["METADATA of Latin-1", () => metadata(latin(`${NAMED}Summary: é\n`)), 1, "M027"],
  ["METADATA of UTF-16", () => metadata(Buffer.from(NAMED, "utf16le")), 1, "M0"],
  ["METADATA with NULs", () => metadata(NAMED.replace("demo", "de\0mo")), 1, "N001"],
  [
    "METADATA of 100 MB",
    () => metadata(Buffer.concat([Buffer.from(`${NAMED}\n`), Buffer.alloc(1e8, 120)])),
    1,
    "A003",
  ],
  ["METADATA of nothing", () => metadata(""), 1, "M0"],
  [
    "a marker in thirty thousand parentheses",
    () => metadata(`${NAMED}Requires-Dist: x; ${"(".repeat(30_000)}`),
    1,
    "P003",
  ],
  [
    "a license in thirty thousand parentheses",
    () => metadata(`${NAMED}License-Expression: ${"(".repeat(30_000)}MIT${")".repeat(30_000)}\n`),
    1,
    "C004",
  ],
  [
    "a description of brackets",
    () =>
      metadata(
        `${NAMED}Description-Content-Type: text/markdown\n\n${"[".repeat(99_000)}${"<a ".repeat(20_000)}`,
      ),
    1,
    null,
  ],
  [
    "RECORD of bytes",
    () => built((good) => good.recordText(latin(`ÿþ\0,,,\r\n"open,sha256=x,9\r\n${"a,".repeat(99_999)}`))),
    1,
    "R0",
  ],
  [
    "entry_points.txt of bytes",
    () => built((good) => good.entryPoints("\uFEFF[console_scripts]\r\nx\0y = demo:main\r\n[[[\n=\n")),
    1,
    "E001",
  ],
  [
    "a path of five thousand folders",
    () => built((good) => good.file(`demo/${"a/".repeat(5000)}x.py`)),
    1,
    "A027",
  ],
  ["a file without a byte", () => join(files({ [WHEEL]: "" }), WHEEL), 1, "A001"],
  ["a sdist without a byte", () => join(files({ "demo-1.0.tar.gz": "" }), "demo-1.0.tar.gz"), 1, "A001"],
];

const CORE = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"];
const OLD = [
  ["demo-1.0-py3.12.egg", "an egg"],
  ["demo-1.0.win-amd64-py3.12.exe", "a Windows installer (bdist_wininst)"],
  ["demo-1.0.win-amd64-py3.12.msi", "a Windows installer (bdist_msi)"],
  ["demo-1.0-1.noarch.rpm", "an RPM package"],
  ["demo-1.0.tar.bz2", "an sdist in an old compression"],
  ["demo-1.0.zip", "an sdist is a .tar.gz"],
] as const;

/** Runs the real command, its heap bounded: a finding or a typed fault, never a trace. */
async function checked(path: string): Promise<{ readonly exit: number | null; readonly text: string }> {
  const env = { NODE_OPTIONS: "--max-old-space-size=160" };
  const ended = await run(["check", "--offline", "--format", "concise", path], { env });
  const text = `${ended.stdout}${ended.stderr}`;
  expect(text).not.toMatch(/bug in shipwheel|^\s+at .*\.ts:\d+/m);
  return { exit: ended.exit, text };
}

describe.each([
  ["a tree with", TREES],
  ["a distribution with", WHEELS],
] as const)("%s", (_kind, hard) => {
  test.concurrent.each(hard)("%s", async (_name, make, exit, says) => {
    const found = await checked(make());
    expect(found.exit, found.text).toBe(exit);
    if (says !== null) expect(found.text).toContain(says);
  });
});

test.concurrent.each(CORE)("metadata %s is read", async (version) => {
  const found = await checked(metadata(NAMED.replace("2.1", version)));
  expect(found.text).not.toContain("M002");
});

test.concurrent.each(OLD)("%s is named as what it is", async (name, what) => {
  const found = await checked(join(files({ [name]: sdist().build() }), name));
  expect(found).toMatchObject({ exit: 1 });
  expect(found.text).toContain(what);
});

test("what is neither file nor directory is told, and a directory called like a wheel is a project's", async () => {
  const root = pipe(files({ [`d/${WHEEL}/x`]: "" }), "p-1.0-py3-none-any.whl");
  const found = await checked(join(root, "p-1.0-py3-none-any.whl"));
  expect(found.exit).toBe(2);
  expect(found.text).toContain("neither a file nor a directory");
  expect((await checked(join(root, "nowhere.whl"))).text).toContain("there is no file or directory");
  expect((await checked(join(root, "d", WHEEL))).text).toContain("is not a Python project");
});
