import { expect, test } from "vitest";
import { join } from "node:path";
import { mkdirSync, writeFileSync } from "node:fs";
import { document, run } from "../acceptance/cli.ts";
import { demoWheel } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import { playIndex, startDevpi, startPypiserver, type PlayedIndex } from "../support/private-index.ts";
import { dialectContract } from "./dialect-contract.ts";

const PLAYED: Readonly<Record<string, PlayedIndex>> = {
  artifactory: {
    path: "/artifactory/api/pypi/releases/",
    pages: "/simple/",
    stored: 200,
    duplicate: [
      403,
      "application/json",
      '{"errors":[{"status":403,"message":"Not enough permissions to overwrite artifact \'releases:demo-pkg\' (user \'deploy\' needs DELETE permission)."}]}',
    ],
  },
  nexus: {
    path: "/repository/pypi-hosted/",
    pages: "/simple/",
    stored: 200,
    duplicate: [
      400,
      "text/html",
      "<html><title>400 - Repository does not allow updating assets: pypi-hosted</title></html>",
    ],
  },
  "azure-artifacts": {
    path: "/org/project/_packaging/feed/pypi/upload/",
    pages: "/../simple/",
    stored: 202,
    duplicate: [409, "application/json", '{"message":"The feed already contains file demo_pkg"}'],
  },
  codeartifact: {
    path: "/pypi/house/",
    pages: "/simple/",
    stored: 200,
    duplicate: [409, "application/json", '{"message":"Conflict"}'],
  },
  "google-artifact-registry": {
    path: "/project/house/",
    pages: "/simple/",
    stored: 200,
    duplicate: [400, "text/plain", "Requested entity already exists"],
  },
  gitea: {
    path: "/api/packages/team/pypi",
    pages: "/simple/",
    stored: 201,
    duplicate: [409, "text/plain", "package file already exists"],
  },
  pulp: {
    path: "/pypi/team/house/legacy/",
    pages: "/../simple/",
    stored: 202,
    duplicate: [400, "application/json", '{"detail":"This package is already in the index."}'],
  },
  gitlab: {
    path: "/api/v4/projects/7/packages/pypi",
    pages: "/simple/",
    stored: 201,
    duplicate: [
      400,
      "application/json",
      '{"message":"400 Bad request - Validation failed: File name has already been taken"}',
    ],
    demands: ["requires_python"],
  },
};

for (const [kind, played] of Object.entries(PLAYED)) {
  dialectContract({ title: `${kind}, played`, kind, start: () => playIndex(played) });
}
for (const kind of ["artifactory", "nexus"]) {
  const played = PLAYED[kind] as PlayedIndex;
  const start = () => playIndex({ ...played, duplicate: null });
  dialectContract({ title: `${kind} that overwrites, played`, kind, start });
}
dialectContract({ title: "pypiserver", kind: "pypiserver", start: startPypiserver });
dialectContract({ title: "devpi", kind: "devpi", start: (directory) => startDevpi(directory, false) });
dialectContract({
  title: "devpi, volatile",
  kind: "devpi",
  start: (directory) => startDevpi(directory, true),
});

test.for(Object.keys(PLAYED))(
  "%s: a page that lags hides a file; its answer to a second one is understood",
  async (kind) => {
    using scratch = temporaryDirectory();
    // The page is there after the second upload only, which is the one that is answered by "there is one".
    await using index = await playIndex({ ...(PLAYED[kind] as PlayedIndex), lag: 2 });
    const publish = (salt: string, machine: string) => {
      const file = demoWheel({ salt });
      const dist = join(scratch.path, machine);
      mkdirSync(dist);
      const path = join(dist, file.fileName);
      writeFileSync(path, file.bytes);
      const config = `[tool.shipwheel.publish]\nwait = 0\n[tool.shipwheel.publish.indexes.house]\nurl = "${index.uploadUrl}"\nkind = "${kind}"\nuser = "${index.user}"\n`;
      writeFileSync(join(scratch.path, "pyproject.toml"), config);
      return run(["publish", "--index", "house", "--no-check", "--json", path], {
        cwd: scratch.path,
        env: { SHIPWHEEL_STATE_DIR: join(dist, "state"), SHIPWHEEL_TOKEN: index.token },
      });
    };
    const first = await publish("ours", "a");
    expect([first.exit, index.posts()]).toEqual([8, 1]);
    const other = await publish("theirs", "b");
    expect([other.exit, index.posts()], other.stdout).toEqual([6, 2]);
    expect(document(other)["findings"]).toMatchObject([{ rule: "U002" }]);
    expect((await publish("ours", "c")).exit).toBe(0);
  },
);
