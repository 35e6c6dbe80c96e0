import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { complete } from "../../../src/cli/help/complete.ts";
import { COMPLETION_SCRIPTS } from "../../../src/cli/help/completion-scripts.ts";
import { COMMANDS } from "../../../src/cli/program.ts";

const program = makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve());
const values = async (...words: readonly string[]): Promise<readonly (string | undefined)[]> =>
  (await complete(program, words)).map((line) => line.split("\t")[0]);

test("commands, subcommands, options and rule codes are completed; a path is left to the shell", async () => {
  expect(await values("reh")).toEqual(["rehearse"]);
  expect(await values("version", "ne")).toEqual(["next"]);
  expect(await values("check", "--sel")).toEqual(["--select"]);
  expect(await values("check", "--js")).toEqual(["--json"]);
  expect(await values("explain", "P00")).toContain("P001");
  expect(await values("check", "--select", "K001,P00")).toContain("K001,P001");
  expect(await values("check", "pyproj")).toEqual([]);
  // What is accepted and not listed is not offered.
  expect(await values("build", "--outd")).toEqual([]);
});

test("bash completes with the script that is printed", () => {
  const lines = [
    'shipwheel() { printf "rehearse\\twhat\\nrelease\\twhat\\n"; }',
    COMPLETION_SCRIPTS["bash"] ?? "",
    "COMP_WORDS=(shipwheel re) COMP_CWORD=1",
    "_shipwheel",
    'echo "${COMPREPLY[@]}"',
  ];
  const printed = execFileSync("bash", ["-c", lines.join("\n")], { encoding: "utf8" });
  expect(printed).toBe("rehearse release\n");
});
