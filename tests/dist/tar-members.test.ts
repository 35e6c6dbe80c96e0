import { expect, test } from "vitest";
import { openDistribution } from "../../src/dist/distribution.ts";
import { bytesFiles } from "../support/open-bytes.ts";
import { sdist } from "../support/sdist.ts";

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
