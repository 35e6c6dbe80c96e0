import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { shareBytecode } from "../../../src/verify/imports/share-bytecode.ts";

test("compiled files go to packages that are there and have none; nothing else is touched", async () => {
  await using own = nodePorts({});
  const { files } = own.ports;
  const root = await files.temporaryDirectory("bytecode");
  const paths = [
    "a/x/both/__pycache__/m.pyc",
    "a/x/fresh/__pycache__/m.pyc",
    "a/x/gone/__pycache__/m.pyc",
    "a/x/fresh/m.py",
    "b/x/both/__pycache__/old.pyc",
    "b/x/fresh/m.py",
  ];
  for (const path of paths) {
    await files.makeDirectory(join(root, path, ".."));
    await files.write(join(root, path), path);
  }
  await shareBytecode(join(root, "a"), join(root, "b"), own.ports);
  expect(await files.readText(join(root, "b/x/fresh/__pycache__/m.pyc"))).toBe("a/x/fresh/__pycache__/m.pyc");
  expect(await files.list(join(root, "b/x/both/__pycache__"))).toMatchObject([{ name: "old.pyc" }]);
  expect(await files.readText(join(root, "b/x/fresh/m.py"))).toBe("b/x/fresh/m.py");
  expect(await files.stat(join(root, "b/x/gone"))).toBeNull();
});
