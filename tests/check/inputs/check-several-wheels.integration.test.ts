import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import { checkPaths } from "../../../src/check/inputs/check-paths.ts";
import { temporaryDirectory } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";

let node: NodePorts;
beforeAll(() => {
  node = nodePorts({});
});
afterAll(async () => node[Symbol.asyncDispose]());

test("Python reads every wheel of a call, and each is held to its own sources", async () => {
  await using directory = await temporaryDirectory("shipwheel-several-");
  const sound = await wheel({ name: "first" })
    .file("first/cli.py", "def main(): pass\n")
    .write(directory.path);
  const broken = await wheel({ name: "second" })
    .file("second/cli.py", "def run(: pass\n")
    .write(directory.path);
  const missing = await wheel({ name: "third" })
    .file("first/cli.py", "def run(): pass\n")
    .entryPoints("[console_scripts]\nthird = first.cli:main\n")
    .write(directory.path);
  const request = { allowNoGit: true, select: ["K023", "E005"], ignore: [], offline: true };
  const { findings } = await checkPaths({ ...request, paths: [sound, broken, missing] }, node.ports);
  expect(findings.map(({ rule, location }) => [rule, location?.file])).toEqual([
    ["E005", "third-1.0-py3-none-any.whl!/third-1.0.dist-info/entry_points.txt"],
    ["K023", "second-1.0-py3-none-any.whl!/second/cli.py"],
  ]);
  expect(node.ports.processes.started.get("python3") ?? 0).toBeLessThanOrEqual(3);
});

test("more wheels than may be open at once are read, and their members can be asked for", async () => {
  await using directory = await temporaryDirectory("shipwheel-many-");
  const paths: string[] = [];
  for (let at = 0; at < 70; at += 1) {
    const built = wheel({ name: `many${at}` }).file("a.txt", "a");
    paths.push(await built.write(directory.path));
  }
  const opened: string[] = [];
  const open = (path: string): ReturnType<typeof node.ports.files.open> => {
    opened.push(path);
    return node.ports.files.open(path);
  };
  const { openDistributions } = await import("../../../src/check/inputs/open-distributions.ts");
  const distributions = await openDistributions(paths, [], { open });
  expect(distributions.map(({ path }) => path)).toEqual(paths);
  expect(opened.length).toBe(70);
  expect(await distributions[69]?.read("a.txt")).toEqual(Buffer.from("a"));
  expect(new Set(opened.slice(70))).toEqual(new Set([paths[69]]));
  for (const each of distributions) await each[Symbol.asyncDispose]();
});
