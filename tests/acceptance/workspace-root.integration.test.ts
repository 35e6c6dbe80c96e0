import { expect, test } from "vitest";
import { gitRepository } from "../support/git.ts";
import { document, run } from "./cli.ts";

const member = (name: string): string =>
  `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "${name}"\nversion = "0.3.0"\n`;

/** A virtual root of uv, as in frostming/monas#21. */
const WORKSPACE = {
  "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
  "packages/app/pyproject.toml": member("app"),
  "packages/core/pyproject.toml": member("core"),
};

const COMMANDS = [
  ["version"],
  ["version", "next"],
  ["version", "explain"],
  ["version", "check"],
  ["version", "bump", "--dry-run"],
  ["changelog"],
  ["changelog", "--check"],
  ["plan"],
  ["status"],
  ["rehearse"],
  ["release", "--dry-run"],
];

test("nothing is said of the root of a workspace as if it were a project: its members are named", async () => {
  using repository = gitRepository();
  repository.commit("feat: a", WORKSPACE);
  repository.tag("core-v0.3.0", "first");
  for (const command of COMMANDS) {
    const ended = await run([...command, "--json"], { cwd: repository.root });
    const name = command.join(" ");
    expect([name, ended.exit]).toEqual([name, 2]);
    const { error } = document(ended);
    expect([name, error["code"]]).toEqual([name, "config/workspace-root"]);
    expect(error["message"]).toContain("the projects here are packages/app, packages/core");
    expect(error["remedy"]).toContain("-C packages/app");
  }
  const named = await run(["version", "-C", "packages/core"], { cwd: repository.root });
  expect([named.exit, named.stdout]).toEqual([0, "0.3.0\n"]);
});
