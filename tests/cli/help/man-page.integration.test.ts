import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { makeProgram } from "../../../src/cli/command-line.ts";
import { manPage } from "../../../src/cli/help/man-page.ts";
import { COMMANDS } from "../../../src/cli/program.ts";
import { runHere } from "../../support/in-process.ts";

const page = manPage(makeProgram(COMMANDS, {}, { long: true }, () => Promise.resolve()));

test("the manual page has every command and every option that is listed, as the help says them", () => {
  const plain = page.replaceAll("\\-", "-");
  for (const { name, options, description, hidden } of COMMANDS.flatMap((each) => [
    { ...each, hidden: false },
    ...(each.subcommands ?? []).map((below) => ({
      ...below,
      name: `${each.name} ${below.name}`,
      hidden: false,
    })),
  ])) {
    if (hidden) continue;
    expect(plain).toContain(`.SS "shipwheel ${name} `);
    expect(plain).toContain(description);
    for (const each of Object.values(options)) if (each.hidden !== true) expect(plain).toContain(each.help);
  }
  expect(plain).toContain("SHIPWHEEL_NO_PUSH");
  expect(plain).toMatch(/130 {2}interrupted/);
});

test("help man prints it", async () => {
  expect((await runHere(["help", "man"], { env: {} })).stdout).toBe(page);
});

const isThere = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

test.runIf(isThere("groff"))("groff reads it without a complaint", () => {
  const done = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-rCHECKSTYLE=0"], {
    input: page,
    encoding: "utf8",
  });
  expect([done.status, done.stderr]).toEqual([0, ""]);
  // oxlint-disable-next-line no-control-regex -- groff's bold and underline
  expect(done.stdout.replaceAll(/\u001b\[[\d;]*m|.\u0008/g, "")).toContain("shipwheel version bump");
});
