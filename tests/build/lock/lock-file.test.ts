import { expect, test } from "vitest";
import { lockDrifted } from "../../../src/build/requirement-findings.ts";
import {
  digestsOf,
  lockDrift,
  readLock,
  renderLock,
  type BuildLock,
} from "../../../src/build/lock/lock-file.ts";

const [A, B] = ["a".repeat(64), "b".repeat(64)];
const RESOLVED = `# via -
setuptools==84.2.1 ; python_full_version >= '3.10' \\
    --hash=sha256:${A} \\
    --hash=sha256:${B}
Setuptools_SCM==9.0 \\
    --hash=sha256:${B}
`;

function locked(requires: readonly string[] = ["setuptools>=77"]): BuildLock {
  const text = renderLock({ requires, asked: ["setuptools-scm"], python: "3.11", resolved: RESOLVED });
  const lock = readLock("build-requirements.lock", text);
  if (typeof lock === "string") throw new Error(lock);
  return lock;
}

test("what is written is read again", () => {
  expect(locked()).toMatchObject({
    requires: ["setuptools>=77"],
    asked: ["setuptools-scm"],
    python: "3.11",
    pins: [
      { name: "setuptools", version: "84.2.1", sha256: [A, B] },
      { name: "setuptools-scm", version: "9.0", sha256: [B] },
    ],
  });
  expect(digestsOf(locked(), "setuptools-scm==9.0")).toEqual([B]);
  expect(digestsOf(locked(), "setuptools-scm==8.0")).toEqual([]);
  expect(digestsOf(null, "setuptools-scm==9.0")).toEqual([]);
});

test("the same requirements give the same bytes, in whatever order", () => {
  const content = { asked: [], python: "3.11", resolved: RESOLVED };
  const render = (requires: readonly string[]): string => renderLock({ ...content, requires });
  expect(render(["b", "a"])).toBe(render(["a", "b"]));
  expect(render(["a"])).not.toContain("# via");
});

test.each([
  [["setuptools>=77"], { major: 3, minor: 13 }, []],
  [
    ["setuptools>=78"],
    { major: 3, minor: 13 },
    [/"setuptools>=78", which is not locked/, /no longer has it/],
  ],
  [[], { major: 3, minor: 13 }, [/no longer has it/]],
  [["setuptools>=77"], { major: 3, minor: 9 }, [/for Python 3.11 and later, and this build has 3.9/]],
])("drift against %j on %j", (requires, python, expected) => {
  const drift = lockDrift(locked(), requires, python);
  expect(drift).toHaveLength(expected.length);
  expected.forEach((each, at) => expect(drift[at]?.text).toMatch(each));
});

test.each([
  ["flask==1.0\n", /does not begin with/],
  [renderLock({ requires: [], asked: [], python: "new", resolved: "" }), /for which Python/],
  [
    renderLock({ requires: [], asked: [], python: "3.11", resolved: "flask>=1\n" }),
    /pins no version with a hash: flask>=1/,
  ],
  [
    renderLock({ requires: [], asked: [], python: "3.11", resolved: "flask==1.0\n" }),
    /pins no version with a hash/,
  ],
])("%j is no lock, and the reason says so", (text, reason) => {
  expect(readLock("x", text)).toMatch(reason);
});

test("a build with too old a Python needs another Python, or another lock", () => {
  const help = (requires: readonly string[]): string | undefined =>
    lockDrifted(locked(), lockDrift(locked(), requires, { major: 3, minor: 9 })).help;
  expect(help(["setuptools>=77"])).toMatch(/^build with Python 3\.11 or later: --python 3\.11; or lock/);
  expect(help(["setuptools>=78"])).toMatch(/^lock the build requirements again/);
});
