import { expect, test } from "vitest";
import { conditionsOf, withMarker, type Probe } from "../../../src/migrate/sources/setuptools/conditions.ts";
import { setupRequirements } from "../../../src/migrate/sources/setuptools/setup-requirements.ts";
import type { SetupFacts } from "../../../src/migrate/sources/setuptools/run-setup.ts";
import { RemarkBook } from "../../../src/migrate/model/remarks.ts";

const PYTHONS = ["2.7", ...Array.from({ length: 11 }, (_, at) => `3.${at + 5}`)];
const minor = (python: string): number => (python === "2.7" ? -1 : Number(python.slice(2)));

type Where = Pick<Probe, "python" | "micro" | "platform" | "implementation">;

/** Every environment that is tried, and what a setup.py gives there. */
function probes(given: (where: Where) => Partial<Probe> | null): readonly Probe[] {
  return PYTHONS.flatMap((python) =>
    [
      ...["linux", "darwin", "win32"].flatMap((platform) =>
        ["cpython", "pypy"].map((implementation) => ({ python, micro: 0, platform, implementation })),
      ),
      { python, micro: 30, platform: "linux", implementation: "cpython" },
    ].flatMap((where) => {
      const some = given(where);
      return some === null ? [] : [{ requires: [], extras: {}, others: {}, failed: null, ...where, ...some }];
    }),
  );
}

const when = (holds: (where: Where) => boolean): readonly Probe[] =>
  probes((where) => ({ requires: ["a", ...(holds(where) ? ["x"] : [])] }));

test.each<[string | null, (where: Where) => boolean, string]>([
  [">=3.8", ({ python }) => minor(python) < 9, 'python_version < "3.9"'],
  [null, ({ python }) => minor(python) < 0, 'python_version < "3"'],
  [null, ({ python }) => minor(python) >= 0, 'python_version >= "3"'],
  [null, ({ python }) => minor(python) >= 10, 'python_version >= "3.10"'],
  [null, ({ python }) => minor(python) === 7, 'python_version == "3.7"'],
  [
    null,
    ({ python }) => minor(python) > 6 && minor(python) < 9,
    'python_version >= "3.7" and python_version < "3.9"',
  ],
  [">=3.8", ({ platform }) => platform === "win32", 'sys_platform == "win32"'],
  [">=3.8", ({ platform }) => platform !== "win32", 'sys_platform != "win32"'],
  [
    ">=3.8",
    ({ implementation }) => implementation === "cpython",
    'platform_python_implementation == "CPython"',
  ],
  [
    ">=3.8",
    ({ platform, python }) => platform === "win32" && minor(python) < 9,
    'python_version < "3.9" and sys_platform == "win32"',
  ],
  [
    ">=3.8",
    ({ platform, python }) => platform === "win32" || minor(python) < 9,
    '(python_version < "3.9" and sys_platform != "win32") or sys_platform == "win32"',
  ],
])("%s: %s", (requiresPython, holds, marker) => {
  const { requirements } = conditionsOf(when(holds), requiresPython);
  expect(requirements).toEqual([{ extra: "", requirement: "x", marker }]);
});

test("environments that the project does not admit say nothing", () => {
  expect(
    conditionsOf(
      when(({ python }) => minor(python) < 9),
      ">=3.9",
    ).requirements,
  ).toEqual([]);
  // It ends before setup() there.
  const refusing = probes(({ python }) => (minor(python) < 7 ? null : { requires: ["x"] }));
  expect(conditionsOf(refusing, null).requirements).toEqual([]);
});

test("the patch level, other keywords and failures are told", () => {
  expect(
    conditionsOf(
      when(({ micro }) => micro < 2),
      null,
    ).requirements,
  ).toEqual([{ extra: "", requirement: "x", marker: null }]);
  const scripts = probes(({ platform }) => ({ others: { scripts: platform } }));
  expect(conditionsOf(scripts, null).keywords).toEqual([
    { keyword: "scripts", where: "Python 2.7 on darwin" },
  ]);
  const failing = probes(({ platform }) => (platform === "win32" ? { failed: "ImportError: winreg" } : {}));
  expect(conditionsOf(failing, ">=3.8").failures).toEqual([
    { where: "Python 3.8 on win32", reason: "ImportError: winreg" },
  ]);
});

test("requirements and extras get their markers; what is given here only goes", () => {
  const book = new RemarkBook();
  const found = setupRequirements(
    {
      requires: ["attrs >= 20", "sh", 'kept; python_version < "3"'],
      normal: { "attrs >= 20": "attrs>=20" },
      extras: { web: ["idna"], ":os_name=='nt'": ["y"] },
      requiresPython: ">=3.8",
      probes: probes(({ platform, python }) => ({
        requires: ["attrs>=20", ...(platform === "win32" ? ["colorama"] : ["sh"])],
        extras: { web: ["idna", ...(minor(python) < 10 ? ["z<2"] : [])] },
      })),
    } as unknown as SetupFacts,
    'import sys\nreqs = ["sh"]\nif sys.platform == "win32":\n    reqs = ["colorama"]\nz = "z<2"\n',
    book,
  );
  expect(found.dependencies.map(({ value }) => value)).toEqual([
    "attrs >= 20",
    'kept; python_version < "3"',
    "y; os_name=='nt'",
    'sh; sys_platform != "win32"',
    'colorama; sys_platform == "win32"',
  ]);
  expect(found.extras.get("web")?.map(({ value }) => value)).toEqual([
    "idna",
    'z<2; python_version < "3.10"',
  ]);
  expect(book.notes).toContainEqual(expect.stringMatching(/^setup\.py:4 requires colorama /));
  expect(book.intentions.map(({ subject }) => subject)).toEqual(["sh", "z", "colorama"]);
  expect(withMarker("x @ https://e.dev/x.whl", "a")).toBe("x @ https://e.dev/x.whl ; a");
  expect(withMarker('x; python_version < "3" or extra', "a")).toBe(
    'x; (python_version < "3" or extra) and (a)',
  );
});
