import { expect, test } from "vitest";
import { openDistribution } from "../../../src/distribution/distribution.ts";
import { bytesFiles, openBytes } from "../../support/open-bytes.ts";
import { paxHeader, sdist } from "../../support/sdist.ts";

test("reading every member again walks the archive once more, not once for each", async () => {
  const names = Array.from({ length: 300 }, (_, number) => `demo-1.0/demo/module_${number}.py`);
  const builder = names.reduce(
    (made, name) => made.file(name.slice("demo-1.0/".length), `# ${name}\n`),
    sdist(),
  );
  const bytes = builder.build();
  let read = 0;
  const distribution = await openDistribution(
    builder.fileName,
    bytesFiles(bytes, (_, length) => {
      read += length;
    }),
  );
  const before = read;
  for (const name of names) {
    expect(Buffer.from((await distribution.read(name)) ?? []).toString()).toBe(`# ${name}\n`);
  }
  expect(read - before).toBeLessThan(2 * bytes.length + 1024 * 1024);
  // Out of order, and again: what was kept is right.
  expect(Buffer.from((await distribution.read(names[7] ?? "")) ?? []).toString()).toBe(`# ${names[7]}\n`);
  expect(await distribution.read("demo-1.0/none")).toBeNull();
});

test("every member can be read again, with an extended header before each as Python's tarfile writes them", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `demo-1.0/part${index}.py`);
  const builder = sdist();
  for (const name of names)
    builder.member(paxHeader({ mtime: "1760000000.5" })).member({ name, content: `# ${name}\n` });
  const distribution = await openBytes(builder.fileName, builder.build());
  expect(distribution.problems).toEqual([]);
  for (const name of names)
    expect(Buffer.from((await distribution.read(name)) ?? []).toString()).toBe(`# ${name}\n`);
});
