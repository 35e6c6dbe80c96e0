import { expect, test } from "vitest";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { COMMANDS } from "../../../src/cli/program.ts";

let seen: Readonly<Record<string, unknown>> = {};
const program = makeProgram(COMMANDS, {}, { long: true }, (_definition, _args, options) => {
  seen = options;
  return Promise.resolve();
});

test.each([
  ["build", "output", ["--out-dir", "x"], "x"],
  ["build", "output", ["--outdir", "x"], "x"],
  ["check", "format", ["--output-format", "json"], "json"],
  ["rehearse", "worktree", ["--allow-dirty"], true],
  ["publish", "index", ["--publish-url", "u"], "u"],
  ["publish", "index", ["--repository", "u"], "u"],
  ["publish", "index", ["--repository-url", "u"], "u"],
  ["publish", "simpleUrl", ["--check-url", "u"], "u"],
  ["release", "ca", ["--cert", "f"], "f"],
  ["release", "forge", ["--no-github-release"], false],
  ["rehearse", "verbose", ["-vv"], 2],
  ["rehearse", "quiet", ["-q", "--quiet"], 2],
])("%s: what other tools call %s is accepted: %j", async (command, key, args, value) => {
  await program.parseAsync([command, ...args], { from: "user" });
  expect(seen[key]).toEqual(value);
});
