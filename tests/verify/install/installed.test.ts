import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { readInstalled, recordSizes } from "../../../src/verify/install/installed.ts";

test("the sizes of a RECORD: of each file that has one, however its name is written", () => {
  const record = [
    "demo/__init__.py,sha256=abc,120",
    '"demo/a,b.py",sha256=abc,30',
    "demo/__pycache__/x.pyc,,",
    "demo-1.0.dist-info/RECORD,,",
  ];
  expect(recordSizes(record.join("\n"))).toEqual([120, 30]);
  expect(recordSizes(record.join("\r\n"))).toEqual([120, 30]);
  expect(recordSizes("")).toEqual([]);
});

test("an environment says what each distribution takes, the largest first", async () => {
  const root = await mkdtemp(join(tmpdir(), "sw-installed-"));
  try {
    const site = join(root, "lib", "python3.12", "site-packages");
    for (const [name, record] of [
      ["Demo_App-1.0", "demo.py,,5\n"],
      ["click-8.1", "a.py,,100\nb.py,,200\n"],
      ["bare-2", null],
    ] as const) {
      await mkdir(join(site, `${name}.dist-info`), { recursive: true });
      if (record !== null) await writeFile(join(site, `${name}.dist-info`, "RECORD"), record);
    }
    const environment = { environment: root } as never;
    const { footprint } = await readInstalled(environment, "demo-app", nodePorts({}).ports);
    expect(footprint).toEqual([
      { name: "click", version: "8.1", files: 2, bytes: 300 },
      { name: "demo-app", version: "1.0", files: 1, bytes: 5 },
      { name: "bare", version: "2", files: 0, bytes: 0 },
    ]);
  } finally {
    await rm(root, { recursive: true });
  }
});
