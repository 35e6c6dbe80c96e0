import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { findPython, findUv } from "../support/python-tools.ts";
import { temporaryDirectory } from "../support/tree.ts";
import { wheel, type WheelBuilder } from "../support/wheel.ts";

const CASES: readonly (readonly [
  what: string,
  build: (good: WheelBuilder) => WheelBuilder,
  installs: boolean,
])[] = [
  ["a plain wheel", (good) => good.file("demo/x.txt", "").file("demo/x/y.py", ""), true],
  ["a file where a folder is needed", (good) => good.file("demo/x", "").file("demo/x/y.py", ""), false],
  ["a name of 255 bytes", (good) => good.file(`demo/${"n".repeat(255)}`, ""), true],
  ["a name of 256 bytes", (good) => good.file(`demo/${"n".repeat(256)}`, ""), false],
  ["a name of 128 letters of two bytes", (good) => good.file(`demo/${"ü".repeat(128)}`, ""), false],
  ["a path of 4,200 bytes", (good) => good.file(`${"folder/".repeat(600)}x`, ""), false],
];

/** Whether an installer takes the wheel into an empty folder, without an index. */
function installs(command: readonly string[]): boolean {
  const [program = "", ...args] = command;
  try {
    execFileSync(program, args, { stdio: "pipe", env: { ...process.env, UV_NO_CONFIG: "1" } });
    return true;
  } catch {
    return false;
  }
}

test.each(CASES)("%s: pip and uv are predicted", async (_what, build, expected) => {
  await using directory = await temporaryDirectory("shipwheel-unpack-");
  await using node = nodePorts({});
  const path = await build(wheel().file("demo/__init__.py", "")).write(directory.path);
  const to = (name: string): string => join(directory.path, name);
  const common = ["--no-deps", "--no-index", "--quiet", "--target"];
  expect({
    pip: installs([findPython(), "-m", "pip", "install", ...common, to("pip"), path]),
    uv: installs([findUv(), "pip", "install", "--no-cache", ...common, to("uv"), path]),
  }).toEqual({ pip: expected, uv: expected });
  await using distribution = await openDistribution(path, node.ports.files, { visitors: [] });
  const found = distribution.problems.some(({ code }) => code === "A027");
  expect(found).toBe(!expected);
});
