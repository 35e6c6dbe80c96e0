import { expect, test } from "vitest";

import { namedRelease } from "../../src/audit/read-input.ts";
import { isLockFile, readLockFile } from "../../src/audit/read-lock.ts";
import { judgeRelease } from "../../src/audit/releases.ts";

const pins = (file: string, text: string): readonly string[] =>
  readLockFile(file, Buffer.from(text)).map(({ name, version }) => `${name} ${version}`);

test("pins are read from every kind of lock file", () => {
  const lines =
    "# made by a tool\nIdna==3.6 \\\n    --hash=sha256:aa\nrequests[socks] == 2.0 ; python_version > '3'\n-e .\n";
  expect(pins("requirements.txt", lines)).toEqual(["idna 3.6", "requests 2.0"]);
  const uv =
    '[[package]]\nname = "demo"\nversion = "1"\nsource = { editable = "." }\n[[package]]\nname = "idna"\nversion = "3.6"\n';
  expect(pins("uv.lock", uv)).toEqual(["idna 3.6"]);
  expect(pins("pylock.toml", '[[packages]]\nname = "idna"\nversion = "3.6"\n')).toEqual(["idna 3.6"]);
  expect(() => pins("requirements.txt", "requests\n")).toThrow(/pins no package/);
});

test.each([
  ["uv.lock", true],
  ["pylock.dev.toml", true],
  ["dev-requirements.txt", true],
  ["README.txt", false],
  ["pyproject.toml", false],
])("%s is a lock file: %s", (name, expected) => {
  expect(isLockFile(name)).toBe(expected);
});

test("a named release is a name and a version", () => {
  expect(namedRelease("Demo_Pkg==1.0+x")).toEqual({ name: "demo-pkg", version: "1.0+x" });
  expect(namedRelease("demo")).toBeNull();
  expect(namedRelease("../demo==1")).toBeNull();
});

const file = (fileName: string, yanked: boolean): Parameters<typeof judgeRelease>[1]["files"][number] => ({
  fileName,
  yanked,
  sha256: "",
  address: null,
  size: null,
  uploadTime: null,
  provenance: null,
});

test.each([
  ["active", [file("demo-1.0.tar.gz", false), file("demo-1.0-py3-none-any.whl", true)], []],
  ["active", [file("demo-1.0.tar.gz", true), file("demo-2.0.tar.gz", false)], ["dependency-yanked"]],
  ["archived", [file("demo-1.0.tar.gz", false)], ["dependency-unmaintained"]],
  ["deprecated", [file("demo-1.0.tar.gz", true)], ["dependency-unmaintained", "dependency-yanked"]],
  ["unheard-of", [file("demo-1.0.tar.gz", false)], ["dependency-unmaintained"]],
  ["quarantined", [], ["dependency-quarantined"]],
])("a project that is %s with files %#", (status, files, expected) => {
  const found = judgeRelease(
    { name: "demo", version: "1.0.0", extras: [] },
    { status, statusReason: null, files },
  );
  expect(found.map(({ slug }) => slug)).toEqual(expected);
});
