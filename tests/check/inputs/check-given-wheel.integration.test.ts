import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { checkPaths, type CheckRequest } from "../../../src/check/inputs/check-paths.ts";
import { GOOD_TREE, overlay, temporaryDirectory, writeFiles } from "../../support/tree.ts";
import { wheel, type WheelBuilder } from "../../support/wheel.ts";

let node: NodePorts;
beforeAll(() => {
  node = nodePorts({});
});
afterAll(async () => node[Symbol.asyncDispose]());

const RULES = ["K001", "K003", "K012", "K013", "K015", "K016", "K046", "E004"];
/** setuptools ships no data that nothing declares: the prediction lacks the file. */
const READS = 'from pathlib import Path\n\nTEXT = (Path(__file__).parent / "hello.txt").read_text()\n';
const FILES = overlay(GOOD_TREE, {
  "pyproject.toml": (text) =>
    text.replace("[tool.setuptools.p", "[tool.setuptools]\ninclude-package-data = false\n[tool.setuptools.p"),
  "src/demo/__init__.py": READS,
  "src/demo/hello.txt": "hello\n",
});

function built(identity: { name?: string; version?: string } = {}): WheelBuilder {
  return wheel(identity)
    .metadata("Requires-Dist: click>=8")
    .file("demo/__init__.py", READS)
    .file("demo/cli.py", GOOD_TREE["src/demo/cli.py"])
    .entryPoints("[console_scripts]\ndemo = demo.cli:main\n");
}

async function check(
  archive: WheelBuilder | null,
  more: Partial<CheckRequest> = {},
): Promise<readonly string[]> {
  await using directory = await temporaryDirectory("shipwheel-given-");
  const root = join(directory.path, "tree");
  await writeFiles(root, FILES);
  const paths = [root, ...(archive === null ? [] : [await archive.write(directory.path)])];
  const request = { allowNoGit: true, select: RULES, ignore: [], offline: true, paths, ...more };
  const { findings } = await checkPaths(request, node.ports);
  return findings.map(({ rule, message, location }) => `${rule} ${location?.file}: ${message}`);
}

test("a wheel of the tree's project takes the place of the one that was predicted", async () => {
  expect(await check(null)).toEqual([
    expect.stringMatching(/^K012 src\/demo\/__init__\.py: .*not in the wheel that setuptools will build$/),
    expect.stringMatching(/^K013 src\/demo\/hello\.txt: .*not in the wheel that setuptools will build/),
  ]);
  expect(await check(built().file("demo/hello.txt", "hello\n"))).toEqual([]);
});

test("a given wheel that lacks a file is told by its own name, once", async () => {
  expect(await check(built())).toEqual([
    expect.stringMatching(/^K012 src\/demo\/__init__\.py: .*not in demo-1\.0-py3-none-any\.whl$/),
    expect.stringMatching(/^K013 src\/demo\/hello\.txt: .*not in the wheel/),
  ]);
});

test.each([
  ["another project", built({ name: "other" })],
  ["another version", built({ version: "0.9" })],
])("the wheel of %s says nothing of the tree's", async (_what, archive) => {
  const found = await check(archive.file("demo/hello.txt", "hello\n"));
  expect(found.map((each) => each.slice(0, 4))).toEqual(["K012", "K013"]);
});

test("with --fix the tree is judged by the wheel that it will make", async () => {
  const found = await check(built().file("demo/hello.txt", "hello\n"), { fix: "safe" });
  expect(found.map((each) => each.slice(0, 4))).toEqual(["K012", "K013"]);
});
