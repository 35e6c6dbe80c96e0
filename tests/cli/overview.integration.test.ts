import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { gitRepository, temporaryDirectory, type GitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

const PYPROJECT = '[project]\nname = "seen-demo"\nversion = "1.2"\n';

let project: GitRepository;
/** An index without projects. */
const index = createServer((_, response) => response.writeHead(404).end());
let address = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => index.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(index.address() as AddressInfo).port}`;
  project = gitRepository();
  project.commit("first", { "pyproject.toml": PYPROJECT, "seen_demo.py": "" });
});
afterAll(() => {
  project[Symbol.dispose]();
  index.close();
});
afterEach(() => vi.restoreAllMocks());

function runIn(directory: string, ...argv: readonly string[]): ReturnType<typeof runHere> {
  vi.spyOn(process, "cwd").mockReturnValue(directory);
  return runHere(argv, {
    env: { SHIPWHEEL_INDEX: `http://${address}/`, SHIPWHEEL_SIMPLE_URL: `http://${address}/simple/` },
  });
}

test("shipwheel alone shows the state and the next step, as status has them", async () => {
  const { exit, stdout } = await runIn(project.root);
  expect(exit).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toEqual([
    "seen-demo 1.2",
    "  tag v1.2: not yet",
    `  files on ${address}: not yet`,
    "  record: not yet",
    "next: shipwheel rehearse, then shipwheel release",
    "details: shipwheel status; all commands: shipwheel --help",
  ]);
  const status = await runIn(project.root, "status", "--json");
  const alone = await runIn(project.root, "--json");
  expect(JSON.parse(alone.stdout)).toEqual(JSON.parse(status.stdout));
  expect((await runIn(project.root, "-q")).stdout).toBe(
    "seen-demo 1.2: next: shipwheel rehearse, then shipwheel release\n",
  );
  expect((await runIn(project.root, "-qq")).stdout).toBe("");
});

test("what stops the release is the next step", async () => {
  project.write({ "pyproject.toml": `${PYPROJECT}# changed\n` });
  try {
    const { stdout } = await runIn(project.root);
    expect(stdout).toContain("error[V002]: one file differs from the commit: pyproject.toml\n");
    expect(stdout).toContain("next: resolve V002, then: shipwheel plan\n");
  } finally {
    project.write({ "pyproject.toml": PYPROJECT });
  }
});

test("outside of a project it says so, and where the help is", async () => {
  using empty = temporaryDirectory();
  const { exit, stdout } = await runIn(empty.path);
  expect(exit).toBe(2);
  expect(stdout).toMatch(/is not a Python project.*\nnext: .*\nall commands: shipwheel --help\n$/);
});
