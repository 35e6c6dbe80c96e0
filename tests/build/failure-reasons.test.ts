import { expect, test } from "vitest";
import { failureReason } from "../../src/build/failure-reasons.ts";
import { requirementsUnmet } from "../../src/build/requirement-findings.ts";

test.each([
  ["ModuleNotFoundError: No module named 'numpy'", "missing-module:numpy"],
  ["ModuleNotFoundError: No module named 'demo_pkg.version'", "missing-module:demo_pkg.version"],
  ["LookupError: setuptools-scm was unable to detect version for /x.", "no-version"],
  ["Error getting the version from source `vcs`: no tags", "no-version"],
  ["error: Multiple top-level packages discovered in a flat-layout: ['a', 'b'].", "discovery"],
  ["ValueError: Unable to determine which files to ship inside the wheel", "discovery"],
  ["ValueError: No file/folder found for package demo", "discovery"],
  ["ValueError: No file/folder found for module demo", "discovery"],
  ["SystemExit: error: error in 'egg_base' option: 'lib' does not exist or is not a directory", "discovery"],
  ["OSError: Readme file does not exist: README.md", "missing-readme"],
  ["ValueError: invalid pyproject.toml config: `project.license`.", "invalid-metadata"],
  [
    "FileNotFoundError: [Errno 2] No such file or directory: '/tmp/x/requirements.txt'",
    "missing-file:requirements.txt",
  ],
  ["distutils.errors.CompileError: command '/usr/bin/gcc' failed with exit code 1", "compiler"],
  ["subprocess.CalledProcessError: Command '['git', 'describe']' returned 128", "no-version"],
  ["ModuleNotFoundError: No module named 'numpy'\nfatal: not a git repository", "missing-module:numpy"],
  ["RuntimeError: something else", "failed"],
])("%s is %s", (words, key) => {
  expect(failureReason(words).key).toBe(key);
});

test("uv's words on a missing requirement become a finding on that requirement", () => {
  const stderr = `  × No solution found when resolving dependencies:
  ╰─▶ Because hatchlin was not found in the package registry and you require hatchlin, we can conclude that your
      requirements are unsatisfiable.
`;
  const finding = requirementsUnmet(stderr, ["hatchlin"], "/log");
  expect(finding).toMatchObject({
    rule: "B006",
    message: "the build requirement hatchlin does not exist on the index",
    symptom: "build:requirement:hatchlin",
  });
  expect(finding.why).toContain("No solution found when resolving dependencies: Because hatchlin");
});

test("with a lock, the lock is what cannot be installed", () => {
  const stderr = `Resolved 5 packages in 3ms
  × Failed to download \`hatchling==1.27.0\`
  ╰─▶ Hash mismatch for \`hatchling==1.27.0\`
`;
  expect(requirementsUnmet(stderr, ["hatchling"], "/log", "build-requirements.lock")).toMatchObject({
    rule: "B006",
    message: "the build requirements that build-requirements.lock pins cannot be installed",
    why: expect.stringContaining("Hash mismatch for `hatchling==1.27.0`"),
    help: expect.stringContaining("shipwheel build --lock"),
    location: { file: "build-requirements.lock" },
    symptom: "build:requirements",
  });
});

test("a locked requirement that the index lacks is the lock's, too", () => {
  const stderr = "  × No solution found\n  ╰─▶ Because hatchlin was not found in the package registry";
  const finding = requirementsUnmet(stderr, ["hatchlin"], "/log", "build-requirements.lock");
  expect(finding.help).toContain("otherwise lock the build requirements again");
  expect(finding.location).toMatchObject({ file: "build-requirements.lock" });
});

test.each([
  "error: Request failed after 3 retries\n  Caused by: Failed to fetch: `http://127.0.0.1:9/simple/hatchling/`",
  "error: Network connectivity is disabled, but the requested data wasn't found in the cache",
])("an unreachable index is a fault: %s", (stderr) => {
  expect(() => requirementsUnmet(stderr, ["hatchling"], "/log")).toThrow("could not be reached");
});
