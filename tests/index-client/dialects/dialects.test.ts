import { expect, test } from "vitest";
import { DIALECTS, dialectOf, dialectOfAnswer } from "../../../src/index-client/dialects/registry.ts";
import { targetOfKind } from "../../../src/index-client/targets.ts";
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
  [
    "https://pkgs.example.test/org/project/_packaging/feed/pypi/upload/",
    "azure-artifacts",
    "https://pkgs.example.test/org/project/_packaging/feed/pypi/simple/",
  ],
  [
    "https://dom-123456789012.d.codeartifact.eu-west-1.example.test/pypi/house/",
    "codeartifact",
    "https://dom-123456789012.d.codeartifact.eu-west-1.example.test/pypi/house/simple/",
  ],
  [
    "https://europe-west1-python.example.test/project/house/",
    "google-artifact-registry",
    "https://europe-west1-python.example.test/project/house/simple/",
  ],
  [
    "https://git.example.test/api/packages/team/pypi",
    "gitea",
    "https://git.example.test/api/packages/team/pypi/simple/",
  ],
  [
    "https://python.cloudsmith.example.test/team/house/",
    "cloudsmith",
    "https://dl.cloudsmith.example.test/basic/team/house/python/simple/",
  ],
  [
    "https://pulp.example.test/pypi/team/house/legacy/",
    "pulp",
    "https://pulp.example.test/pypi/team/house/simple/",
  ],
  ["http://127.0.0.1:4000/legacy/", "generic", "http://127.0.0.1:4000/simple/"],
  ["https://index.example.test/up", "generic", "https://index.example.test/up/simple/"],
] as const)("%s is %s, its pages are at %s", ([url, id, simple]) => {
  const dialect = dialectOf(url);
  expect(dialect.id).toBe(id);
  expect(dialect.simpleUrl(new URL(url))).toBe(simple);
});

test.for([
  ["devpi", { "x-devpi-api-version": "2" }, ""],
  ["artifactory", { "x-jfrog-version": "Artifactory/7.98.9" }, ""],
  ["artifactory", { server: "Artifactory/6.23.1" }, ""],
  ["nexus", { server: "Nexus/3.70.1-02 (OSS)" }, ""],
  ["gitlab", { "x-gitlab-meta": "{}" }, ""],
  ["azure-artifacts", { "x-vss-e2eid": "c0ffee" }, ""],
  ["gitea", { "set-cookie": "i_like_gitea=1; Path=/" }, ""],
  ["gitea", { "set-cookie": "lang=en; i_like_forgejo=1" }, ""],
  ["pypiserver", {}, "<html><head><title>Welcome to pypiserver!</title>"],
  [null, { server: "nginx" }, "<html><title>Welcome to nginx!</title>"],
] as const)("%s is recognised by an answer with %j %s", ([id, headers, text]) => {
  expect(dialectOfAnswer({ headers, text })?.id ?? null).toBe(id);
});

test("every dialect has an id of its own, and the last one takes everything", () => {
  expect(new Set(DIALECTS.map((each) => each.id)).size).toBe(DIALECTS.length);
  expect(DIALECTS.at(-1)?.recognises(new URL("https://anything.example.test/"))).toBe(true);
});

test.for([
  ["codeartifact", "aws"],
  ["google-artifact-registry", "oauth2accesstoken"],
  ["azure-artifacts", "VssSessionToken"],
  ["generic", "__token__"],
] as const)("%s: a token belongs to the user name %s", ([id, user]) => {
  expect(DIALECTS.find((each) => each.id === id)?.tokenUser).toBe(user);
});

test.for([
  ["pypi", "pypi"],
  ["testpypi", "testpypi"],
  ["devpi", "private"],
  ["generic", "private"],
] as const)("on an index of the kind %s the rules of %s hold, whatever it is called", ([id, target]) => {
  const dialect = DIALECTS.find((each) => each.id === id);
  expect(dialect === undefined ? null : targetOfKind(dialect)).toBe(target);
});
