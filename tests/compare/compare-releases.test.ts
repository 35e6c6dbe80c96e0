import { describe, expect, test } from "vitest";
import { isPassing } from "../../src/compare/compare-releases.ts";
import { verdictText } from "../../src/compare/difference-text.ts";
import { judgeStep } from "../../src/compare/version-step.ts";
import { platformsOf } from "../../src/compare/platforms.ts";
import { publicModules } from "../../src/compare/modules.ts";
import { wheelPair } from "../../src/compare/open-sides.ts";
import type { WheelBuilder } from "../support/wheel.ts";
import { compareReleases, NOTHING, sdist, sideOf, wheel, wheelDifference } from "./support.ts";

type Build = (builder: WheelBuilder) => WheelBuilder;
const same: Build = (builder) => builder;
const meta =
  (...lines: readonly string[]): Build =>
  (builder) =>
    builder.metadata(...lines);

describe("what a difference asks for", () => {
  test.each<readonly [string, Build, Build, readonly string[]]>([
    ["nothing differs", same, same, []],
    ["a module is gone", (b) => b.file("demo/old.py"), same, ["major module demo.old"]],
    [
      "a package is gone, told once",
      (b) => b.file("demo/a/__init__.py").file("demo/a/b.py"),
      same,
      ["major module demo.a"],
    ],
    ["a module came", same, (b) => b.file("demo/new.py"), ["minor module demo.new"]],
    ["a private module is gone", (b) => b.file("demo/_old.py"), same, []],
    ["tests are gone", (b) => b.file("demo/tests/test_a.py"), same, []],
    ["a module became a package", (b) => b.file("demo/a.py"), (b) => b.file("demo/a/__init__.py"), []],
    [
      "a script is gone",
      (b) => b.entryPoints("[console_scripts]\ndemo = demo:main\n"),
      same,
      ["major entry-point console_scripts:demo"],
    ],
    [
      "a script came",
      same,
      (b) => b.entryPoints("[console_scripts]\ndemo = demo:main\n"),
      ["minor entry-point console_scripts:demo"],
    ],
    [
      "a script begins elsewhere",
      (b) => b.entryPoints("[console_scripts]\ndemo = demo:main\n"),
      (b) => b.entryPoints("[console_scripts]\ndemo = demo:run\n"),
      ["patch entry-point console_scripts:demo"],
    ],
    ["an extra is gone", meta("Provides-Extra: web"), same, ["major provides-extra web"]],
    ["an extra came", same, meta("Provides-Extra: web"), ["minor provides-extra web"]],
    [
      "a Python is dropped",
      meta("Requires-Python: >=3.9"),
      meta("Requires-Python: >=3.10"),
      ["minor requires-python requires-python"],
    ],
    [
      "a Python is dropped for the first time",
      same,
      meta("Requires-Python: >=3.10"),
      ["minor requires-python requires-python"],
    ],
    [
      "a patch of a Python is dropped",
      meta("Requires-Python: >=3.9"),
      meta("Requires-Python: >=3.9.2"),
      ["patch requires-python requires-python"],
    ],
    [
      "a Python is taken in",
      meta("Requires-Python: >=3.10"),
      meta("Requires-Python: >=3.9"),
      ["minor requires-python requires-python"],
    ],
    ["a requirement came", same, meta("Requires-Dist: click"), ["minor requires-dist click"]],
    ["a requirement is gone", meta("Requires-Dist: click"), same, ["patch requires-dist click"]],
    [
      "a requirement is stricter",
      meta("Requires-Dist: click"),
      meta("Requires-Dist: click>=8"),
      ["patch requires-dist click"],
    ],
    [
      "a requirement is spelt another way",
      meta("Requires-Dist: Click >=8"),
      meta("Requires-Dist: click>=8"),
      [],
    ],
    ["the summary is another", meta("Summary: a"), meta("Summary: b"), ["patch summary summary"]],
  ])("%s", async (_, old, now, expected) => {
    const { changes } = await wheelDifference(old, now);
    expect(changes.map(({ level, code, subject }) => `${level} ${code} ${subject}`)).toEqual(expected);
  });

  test("the level is the highest of all; a file alone asks for a patch", async () => {
    const mixed = await wheelDifference(meta("Summary: a", "Provides-Extra: web"), meta("Summary: b"));
    expect(mixed.level).toBe("major");
    const file = await wheelDifference(same, (builder) => builder.file("demo/__init__.py", "x = 2\n"));
    expect(file).toMatchObject({ level: "patch", changes: [] });
    expect(file.files).toEqual([{ path: "demo/__init__.py", in: "wheel", before: 6, after: 6 }]);
    expect((await wheelDifference(same, same)).level).toBe("none");
  });

  test("what comes with its module, and what goes with it, is told once", async () => {
    const api = { code: "api", level: "major", before: "x", after: null } as const;
    const [before, after] = await Promise.all([
      sideOf({ wheel: wheel().file("demo/__init__.py").file("demo/old.py") }),
      sideOf({ wheel: wheel().file("demo/__init__.py") }),
    ]);
    const further = {
      changes: [
        { ...api, subject: "demo.old.x" },
        { ...api, subject: "demo.older" },
      ],
      notCompared: [],
      isComplete: true,
    };
    const found = compareReleases(before, after, further).changes.map(
      ({ code, subject }) => `${code} ${subject}`,
    );
    expect(found).toEqual(["module demo.old", "api demo.older"]);
  });
});

describe("what only one release has", () => {
  test("an sdist against a wheel compares metadata, and says what was not compared", async () => {
    const before = await sideOf(
      { sdist: sdist({ version: "1.0" }).file("setup.py").metadata("Summary: a") },
      { label: "old" },
    );
    const after = await sideOf({ wheel: wheel({ version: "1.1" }).metadata("Summary: b") }, { label: "new" });
    const found = compareReleases(before, after, NOTHING);
    expect(found.changes.map(({ code }) => code)).toContain("summary");
    expect(found.files).toEqual([]);
    expect(found.notCompared).toEqual([
      "demo-1.1-py3-none-any.whl: old has no wheel here",
      "demo-1.0.tar.gz: new has no sdist here",
    ]);
  });

  test("platforms are judged where all files are known", async () => {
    const [linux, mac] = ["manylinux2014_x86_64", "macosx_11_0_arm64"];
    const files = (...platforms: readonly string[]) =>
      platforms.map((each) => ({
        fileName: `demo-1.0-cp311-cp311-${each}.whl`,
        kind: "wheel" as const,
        size: 1,
      }));
    const side = (isWhole: boolean, ...platforms: readonly string[]) =>
      sideOf({ wheel: wheel() }, { isWhole, files: files(...platforms) });
    const changes = async (isWhole: boolean) =>
      compareReleases(
        await side(isWhole, linux, mac),
        await side(isWhole, "manylinux_2_28_x86_64", "win_amd64"),
        NOTHING,
      ).changes.map(({ level, code, subject }) => `${level} ${code} ${subject}`);
    expect(await changes(true)).toEqual(["major platform macosx arm64", "minor platform windows x86_64"]);
    expect(await changes(false)).toEqual([]);
    const pure = compareReleases(await side(true, linux), await side(true, "any"), NOTHING);
    expect(pure.changes.map(({ level, subject }) => `${level} ${subject}`)).toEqual(["minor any"]);
  });

  test("the wheel for the same machine is compared, a pure one first", () => {
    const file = (name: string) => ({ fileName: name, kind: "wheel" as const, size: null });
    const mac = file("demo-1.0-cp311-cp311-macosx_11_0_arm64.whl");
    const old = [mac, file("demo-1.0-cp311-cp311-win_amd64.whl")];
    const now = [
      file("demo-1.1-cp312-cp312-win_amd64.whl"),
      file("demo-1.1-cp311-cp311-macosx_11_0_arm64.whl"),
    ];
    expect(wheelPair(old, now)).toEqual([mac, now[1]]);
    expect(
      wheelPair(
        [mac, file("demo-1.0-py3-none-any.whl")],
        [file("demo-1.1-py3-none-any.whl"), now[1] ?? mac],
      )[0]?.fileName,
    ).toBe("demo-1.0-py3-none-any.whl");
    expect(wheelPair([], now)[0]).toBeUndefined();
  });
});

test("modules that users may import", () => {
  const paths = [
    "a/__init__.py",
    "a/b.py",
    "a/_c.py",
    "a/tests/t.py",
    "a/d.cpython-311-x86_64-linux-gnu.so",
    "data/purelib/e.py",
    "data/scripts/f.py",
    "a/g-h.py",
    "a/x.txt",
  ];
  expect([...publicModules(paths)]).toEqual(["a", "a.b", "a.d", "e"]);
});

test("platforms without the versions of libraries", () => {
  const files = [
    "manylinux2014_x86_64.manylinux_2_17_x86_64",
    "musllinux_1_2_aarch64",
    "win32",
    "macosx_10_12_x86_64",
    "any",
  ].map((each) => ({ fileName: `d-1.0-py3-none-${each}.whl`, kind: "wheel" as const, size: null }));
  expect([...platformsOf(files)]).toEqual([
    "manylinux x86_64",
    "musllinux aarch64",
    "windows x86",
    "macosx x86_64",
    "any",
  ]);
});

test.each([
  ["1.0.0", "1.0.1", "patch", true, "1.0.1"],
  ["1.0.0", "1.0.1", "minor", false, "1.1.0"],
  ["1.0.0", "1.1.0", "major", false, "2.0.0"],
  ["1.0.0", "2.0.0", "major", true, "2.0.0"],
  ["1.0.0", "1.0.0.post1", "minor", false, "1.1.0"],
  ["1.0", "1!0.1", "major", true, "2.0.0"],
  ["0.3.1", "0.3.2", "major", false, "0.4.0"],
  ["0.3.1", "0.3.2", "minor", true, "0.3.2"],
  ["0.3.1", "0.4.0", "major", true, "0.4.0"],
  ["1.0.0", "1.1.0rc1", "minor", true, "1.1.0"],
  ["1.1.0rc1", "1.1.0", "major", null, null],
  ["1.0.0", "1.0.0", "major", null, "2.0.0"],
  ["1.1.0", "1.0.0", "patch", null, "1.1.1"],
  ["1.0.0", "later", "patch", null, null],
  ["1.0.0", "1.0.1", "none", true, null],
  ["2024.3.1", "2024.4.0", "major", null, null],
  ["20240131", "20240201", "major", null, null],
  ["24.3.0", "25.1.0", "minor", true, "24.4.0"],
] as const)("%s to %s for a %s change: enough %s, needed %s", (before, after, level, isEnough, needed) => {
  const step = judgeStep(before, after, level);
  expect(step.isEnough).toBe(isEnough);
  if (before !== "1.1.0rc1") expect(step.needed).toBe(needed);
  expect(step.unjudged === null).toBe(isEnough !== null);
});

test("two digits are a year where the project or its index says so, and four are a number where it says none", () => {
  const step = (before: string, after: string, isCalendar: boolean | null) =>
    judgeStep(before, after, "major", { isCalendar, isComplete: true });
  expect(step("24.3.0", "24.4.0", true)).toMatchObject({ isEnough: null, made: null, needed: null });
  expect(step("24.3.0", "24.4.0", null).isEnough).toBe(false);
  expect(step("2024.3.0", "2024.4.0", false).isEnough).toBe(false);
});

describe("what --check passes", () => {
  const gone: Build = (builder) => builder.file("demo/old.py");
  const unread = { changes: [], notCompared: ["the public API: griffe ended"], isComplete: false };

  test.each([
    ["1.0.0", "1.0.1", false, "not all of it could be compared"],
    ["1.0.0", "2.0.0", true, null],
    ["0.1.0", "0.1.1", false, "not all of it could be compared"],
    ["0.1.0", "0.2.0", true, null],
    [
      "2024.1",
      "2024.2",
      true,
      "the versions follow a calendar, so that their numbers do not say what breaks",
    ],
  ] as const)("%s to %s without the API: %s", async (before, after, passes, unjudged) => {
    const change: Build = (builder) => builder.file("demo/__init__.py", "x = 2\n");
    const found = await wheelDifference(same, change, [before, after], unread);
    expect(isPassing(found)).toBe(passes);
    expect(found.unjudged).toBe(unjudged);
    if (!passes) expect(verdictText(found)).toMatch(/^asks for at least a patch release.*; not all of it/);
  });

  test("an accepted version passes, no other one does", async () => {
    const passing = async (version: string): Promise<boolean> => {
      const accept = [{ version, reason: "never documented" }];
      const habits = { isCalendar: null, accept };
      return isPassing(await wheelDifference(gone, same, ["1.0.0", "1.0.1"], NOTHING, habits));
    };
    expect(await passing("1.0.1")).toBe(true);
    expect(await passing("1.0.2")).toBe(false);
  });
});
