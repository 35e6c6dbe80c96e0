import { expect, test } from "vitest";
import { DIALECTS, dialectOf } from "../../../src/index-client/dialects/registry.ts";
import { ENDPOINTS } from "../../../src/index-client/endpoints.ts";

test.for([
  [ENDPOINTS.pypi.uploadUrl, "pypi", ENDPOINTS.pypi.simpleUrl],
  [ENDPOINTS.testpypi.uploadUrl, "testpypi", ENDPOINTS.testpypi.simpleUrl],
  [
    "https://git.example.test/api/v4/projects/7/packages/pypi",
    "gitlab",
    "https://git.example.test/api/v4/projects/7/packages/pypi/simple/",
  ],
  [
    "https://repo.example.test/artifactory/api/pypi/releases/",
    "artifactory",
    "https://repo.example.test/artifactory/api/pypi/releases/simple/",
  ],
  [
    "https://nexus.example.test/repository/pypi-hosted/",
    "nexus",
    "https://nexus.example.test/repository/pypi-hosted/simple/",
  ],
  ["https://devpi.example.test/team/prod/", "devpi", "https://devpi.example.test/team/prod/+simple/"],
  ["http://pypiserver.local:8080/", "pypiserver", "http://pypiserver.local:8080/simple/"],
  ["http://127.0.0.1:4000/legacy/", "generic", "http://127.0.0.1:4000/simple/"],
  ["https://index.example.test/up", "generic", "https://index.example.test/up/simple/"],
] as const)("%s is %s, its pages are at %s", ([url, id, simple]) => {
  const dialect = dialectOf(url);
  expect(dialect.id).toBe(id);
  expect(dialect.simpleUrl(new URL(url))).toBe(simple);
});

test.for([
  ["pypi", 400, "File already exists ('x', with blake2_256 hash 'y'). See", true],
  ["pypi", 400, "This filename was previously used by a file that has since been deleted.", false],
  ["pypiserver", 400, "Cannot upload 'x' since it already exists! use `--overwrite`", true],
  ["devpi", 409, "x already exists in non-volatile index", true],
  ["artifactory", 403, "Not enough permissions to overwrite artifact 'x'", true],
  ["artifactory", 403, "Forbidden", false],
  ["nexus", 400, "Repository does not allow updating assets: pypi-hosted", true],
  ["gitlab", 400, "Validation failed: File name has already been taken", true],
  ["generic", 400, "bad metadata", false],
] as const)("%s: %d %s means that the name is there: %s", ([id, status, message, expected]) => {
  const dialect = DIALECTS.find((each) => each.id === id);
  expect(dialect?.alreadyThere(status, message)).toBe(expected);
});

test("every dialect has an id of its own, and the last one takes everything", () => {
  expect(new Set(DIALECTS.map((each) => each.id)).size).toBe(DIALECTS.length);
  expect(DIALECTS.at(-1)?.recognises(new URL("https://anything.example.test/"))).toBe(true);
});
