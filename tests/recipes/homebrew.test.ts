import { describe, expect, test } from "vitest";
import { brewDescription } from "../../src/recipes/brew-description.ts";
import { recipeSection } from "../../src/config/sections/recipe.ts";
import { homebrew } from "../../src/recipes/channels/homebrew.ts";
import { canonicalUrl, readPylock } from "../../src/recipes/resolve.ts";
import * as v from "valibot";
import { FACTS, recipeInput } from "./facts.ts";

const SDIST = { url: "https://example.org/a-1.tar.gz", sha256: "1".repeat(64) };
const LOCK = `lock-version = "1.0"
[[packages]]
name = "certifi"
version = "1"
wheels = [{ url = "https://example.org/certifi-1-py3-none-any.whl", hashes = { sha256 = "${"2".repeat(64)}" } }]
[[packages]]
name = "onlywin"
version = "1"
marker = "sys_platform == 'win32'"
sdist = { url = "https://example.org/onlywin-1.tar.gz", hashes = { sha256 = "${"3".repeat(64)}" } }
[[packages]]
name = "onlymac"
version = "1"
marker = "sys_platform == 'darwin'"
sdist = { url = "https://example.org/onlymac-1.tar.gz", hashes = { sha256 = "${"4".repeat(64)}" } }
[[packages]]
name = "typing-extensions"
version = "1"
marker = "python_full_version < '3.15'"
wheels = [{ url = "https://example.org/typing_extensions-1-py3-none-any.whl", hashes = { sha256 = "${"5".repeat(64)}" } }]
[[packages]]
name = "native"
version = "1"
wheels = [{ url = "https://example.org/native-1-cp314-cp314-win_amd64.whl", hashes = { sha256 = "${"6".repeat(64)}" } }]
`;

test.each([
  ["A command line tool.", "Command-line tool", null],
  ["the Commandline thing", "Command-line thing", null],
  ["macOS helper 🚀", "macOS helper", null],
  ["lists, trees, etc.", "Lists, trees, etc.", null],
  ["", "", "the release has no summary"],
  ["demo of things", "Demo of things", "the summary begins with the name of the formula"],
  ["x".repeat(81), `X${"x".repeat(80)}`, "the summary has 81 characters, 80 are allowed"],
])("the summary %j becomes the description %j", (summary, text, problem) => {
  expect(brewDescription(summary, "demo")).toEqual({ text, problem });
});

describe("the formula", () => {
  test("has a resource for each dependency that a system of Homebrew needs", () => {
    const { files, findings } = homebrew.write(recipeInput({}, {}, { resolved: readPylock(LOCK) }));
    const text = files[0]?.text ?? "";
    expect(text).toContain('depends_on "certifi" => :no_linkage');
    expect(text).toContain("pypi_packages exclude_packages: %w[certifi]");
    expect(text).toMatch(/on_macos do\n {4}resource "onlymac" do/);
    expect(text).toContain('  resource "typing-extensions" do');
    expect(text).not.toMatch(/onlywin|resource "certifi"|resource "native"/);
    expect(text).toContain(`sha256 "${FACTS.sdist.sha256}"`);
    expect(findings).toMatchObject([{ rule: "J002", subject: "homebrew:native" }]);
  });

  test("runs a script as the project's smoke test does", () => {
    const scripts = { "hello-ship": { args: ["--version"], exit: [3] } };
    const { files } = homebrew.write(recipeInput({}, {}, { scripts }));
    expect(files[0]?.text).toContain('shell_output("#{bin}/hello-ship --version", 3)');
  });

  test("holds no code of the metadata", () => {
    const { files } = homebrew.write(recipeInput({ summary: 'Say "#{`id`}" and \\' }));
    expect(files[0]?.text).toContain('desc "Say \\"\\#{`id`}\\" and \\\\"');
  });

  test("names the class as Homebrew does, and the alternatives of a license", () => {
    const { files } = homebrew.write(recipeInput({ name: "a-b2.c", license: "MIT OR Apache-2.0" }));
    expect(files[0]?.text).toMatch(/^class AB2C < Formula/);
    expect(files[0]?.text).toContain('license any_of: ["MIT", "Apache-2.0"]');
  });

  test("is for applications only", () => {
    expect(homebrew.unfit(FACTS)).toBeNull();
    expect(homebrew.unfit({ ...FACTS, scripts: [] })).toMatch(/has no script/);
  });
});

test.each(["../other", "/etc", "a/../../b", "..\\other"])("the directory %s is rejected", (directory) => {
  expect(v.safeParse(recipeSection, { directory }).success).toBe(false);
  expect(v.safeParse(recipeSection, { directory: "dev/packages..new" }).success).toBe(true);
});

test("a file of a mirror is named by the file server of the index", () => {
  const path = `packages/aa/bb/${"c".repeat(60)}/a-1.tar.gz`;
  expect(canonicalUrl(`http://mirror.internal/x/${path}`)).toMatch(new RegExp(`^https://[^/]+/${path}$`));
  expect(canonicalUrl(SDIST.url)).toBe(SDIST.url);
});

test("what is no lock is reported", () => {
  expect(() => readPylock("packages = 1")).toThrow("could not be resolved");
  expect(() => readPylock("]")).toThrow("could not be resolved");
});
