import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { readPlan, type ReleasePlan } from "../../src/release/read-plan.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { releaseRequest } from "../support/release.ts";
import { run } from "../acceptance/cli.ts";

const SCM =
  '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';

let repository: GitRepository;
let node: NodePorts;
beforeEach(() => {
  repository = gitRepository();
  repository.commit("first", { "pyproject.toml": SCM, "demo.py": "" });
  repository.tag("v1.2.0", "v1.2.0");
  repository.commit("feat: more");
  node = nodePorts({});
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
});

function planned(as?: string): Promise<ReleasePlan> {
  const request = releaseRequest(repository.root, as === undefined ? {} : { as });
  return readPlan({ ...request, index: null }, node.ports);
}

test("an untagged HEAD: the remedy names the release that `plan` rehearses, and works", async () => {
  const { version, findings } = await planned();
  expect(version).toMatch(/^1\.2\.1\.dev1\+g/);
  expect(findings).toMatchObject([{ rule: "N011", severity: "error" }]);
  expect(findings[0]?.help).toMatch(
    /shipwheel release --as 1\.3\.0, or tag it first: git tag -a v1\.3\.0 -m v1\.3\.0/,
  );
  expect(await planned("1.3.0")).toMatchObject({ version: "1.3.0", kind: "stable", findings: [] });
  repository.tag("v1.3.0", "v1.3.0");
  expect(await planned()).toMatchObject({ version: "1.3.0", kind: "stable", findings: [] });
});

test("a link out of the repository is said before anything is built", async () => {
  repository.commit("link", { "data.txt": { link: "/etc/passwd" } });
  const { findings } = await planned("1.3.0");
  expect(findings).toMatchObject([{ rule: "B007", severity: "error", location: { file: "data.txt" } }]);
  expect(findings[0]?.message).toContain("nothing can be built: data.txt is a symbolic link to /etc/passwd");
});

test("the text of a plan that stops lists no steps", async () => {
  const stopped = await run(["release", repository.root, "--dry-run", "--no-forge"]);
  expect(stopped.exit).toBe(1);
  expect(stopped.stdout).toContain("would stop before its first step");
  expect(stopped.stdout).not.toMatch(/as v1\.2\.1\.dev1/);
});

test("--online detects the software of an index, and reads its pages where they are", async () => {
  const page = JSON.stringify({
    meta: { "api-version": "1.1" },
    name: "demo",
    files: [{ filename: "demo-9.0.0-py3-none-any.whl", url: "x.whl", hashes: { sha256: "0".repeat(64) } }],
  });
  await using devpi = await node.ports.servers.listen(({ url }) =>
    Promise.resolve(
      url === "/root/prod/"
        ? { status: 200, headers: { "x-devpi-api-version": "2" }, body: "" }
        : url === "/root/prod/+simple/demo/"
          ? { status: 200, headers: { "content-type": "application/vnd.pypi.simple.v1+json" }, body: page }
          : { status: 404, headers: {}, body: "" },
    ),
  );
  const request = releaseRequest(repository.root, { as: "1.3.0" });
  const run = { ...request.run, online: true, offline: false };
  const plan = await readPlan(
    { ...request, run, index: `${devpi.origin}/root/prod/`, push: false },
    node.ports,
  );
  expect(plan.findings.map(({ message }) => message).join()).toContain("9.0.0");
});
