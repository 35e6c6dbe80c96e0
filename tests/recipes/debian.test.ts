import { describe, expect, test } from "vitest";
import { debian } from "../../src/recipes/channels/debian.ts";
import { debianChangelog } from "../../src/recipes/debian/changelog.ts";
import { debianVersion } from "../../src/recipes/debian/version.ts";
import { recipeInput, requirement } from "./facts.ts";

function files(...args: Parameters<typeof recipeInput>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    debian.write(recipeInput(...args)).files.map(({ path, text }) => [path.replace("debian/", ""), text]),
  );
}

function judged(...args: Parameters<typeof recipeInput>) {
  return debian.write(recipeInput(...args)).findings.map(({ rule, message }) => `${rule} ${message}`);
}

test.each([
  ["1.2.3", "1.2.3"],
  ["1.2.3rc1", "1.2.3~rc1"],
  ["1.2.3.dev4", "1.2.3~dev4"],
  ["1.2.3a1.dev4", "1.2.3~a1~dev4"],
  ["1.2.3.post1", "1.2.3.post1"],
  ["2!1.0", "2:1.0"],
])("the version %s is %s in Debian", (version, expected) => {
  expect(debianVersion(version)).toBe(expected);
});

describe("debian/", () => {
  test("of an application has its name, of a library that of Python's packages", () => {
    expect(files()["control"]).toMatch(/^Source: hello-ship\nSection: utils/);
    const library = files({ scripts: [] })["control"];
    expect(library).toMatch(/^Source: python-hello-ship\nSection: python/);
    expect(library).toContain("Package: python3-hello-ship\nArchitecture: all\n");
  });

  test("requires the backend by Debian's name, and states the policy of the suite", () => {
    const control = files(
      { build: { requires: ["flit_core>=3.2"], backend: "flit_core.buildapi", usesPep639: false } },
      { "debian-suite": "bookworm" },
    )["control"];
    expect(control).toMatch(/\n {15}flit\nStandards-Version: 4\.6\.2\n/);
  });

  test("compiled projects are built for each machine", () => {
    expect(files({ isPure: false })["control"]).toContain(
      "Architecture: any\nDepends: ${misc:Depends}, ${python3:Depends}, ${shlibs:Depends}\n",
    );
  });

  test("copyright has the holder and the text, or where every system has it", () => {
    expect(files()["copyright"]).toContain(
      "Copyright: 2026 Ada Lovelace\nLicense: Expat\n\nLicense: Expat\n MIT License\n .\n",
    );
    expect(files({ license: "Apache-2.0" })["copyright"]).toContain("/usr/share/common-licenses/Apache-2.0.");
  });

  test("a finding says that nobody maintains it, and that a URL cannot be required", () => {
    expect(judged({ author: null, requirements: [requirement("x @ https://example.org/x.zip")] })).toEqual([
      'J002 debian: "x @ https://example.org/x.zip": a URL cannot be required',
      "J003 debian: the release names no maintainer or author with an address",
    ]);
    expect(files({ author: null }, { maintainer: "Eve <eve@example.org>" })["control"]).toContain(
      "Maintainer: Eve <eve@example.org>\n",
    );
  });
});

describe("the suite", () => {
  test("is judged by its own backend before that fails", () => {
    expect(judged()).toEqual([]);
    expect(judged({}, { "debian-suite": "bookworm" })).toEqual([
      "J004 debian: Debian 12 (bookworm): hatchling 1.12.2 does not know the license keys of PEP 639 (license as a string, license-files); 1.27 is the first that does",
    ]);
  });

  test("is judged by its Python, and by backends that it does not have", () => {
    const build = { requires: ["uv_build>=0.9"], backend: "uv_build", usesPep639: true };
    expect(judged({ requiresPython: ">=3.14", build })).toEqual([
      "J004 debian: Debian 13 (trixie): Python 3.13.5 does not satisfy requires-python >=3.14",
      "J004 debian: Debian 13 (trixie): there is no uv-build, which the build requires",
    ]);
  });

  test("a version that the build does not ask for is a warning: Debian builds without looking", () => {
    const build = { requires: ["setuptools>=80"], backend: "setuptools.build_meta", usesPep639: false };
    expect(debian.write(recipeInput({ build })).findings).toMatchObject([
      { rule: "J004", severity: "warning", subject: "debian:setuptools" },
    ]);
  });
});

test("the changelog gets an entry for a new version only, and keeps the others", () => {
  const entry = {
    source: "hello-ship",
    version: "1.2.3",
    maintainer: "Ada <ada@example.org>",
    date: new Date("2026-12-01T10:00:00Z"),
  };
  const first = debianChangelog(null, entry);
  expect(first).toBe(
    "hello-ship (1.2.3-1) unstable; urgency=medium\n\n  * Initial release.\n\n -- Ada <ada@example.org>  Tue, 01 Dec 2026 10:00:00 +0000\n",
  );
  expect(debianChangelog(first, { ...entry, date: new Date(0) })).toBe(first);
  const second = debianChangelog(first, { ...entry, version: "1.3.0" });
  expect(second).toMatch(
    /^hello-ship \(1\.3\.0-1\)[^]*New upstream release\.[^]*\n\nhello-ship \(1\.2\.3-1\)/,
  );
  expect(second.endsWith(first)).toBe(true);
});
