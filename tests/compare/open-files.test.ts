import { expect, test } from "vitest";
import { openFile } from "../../src/compare/open-files.ts";
import type { Files } from "../../src/ports/files.ts";
import { bytesFiles } from "../support/open-bytes.ts";
import { sdist, wheel } from "./support.ts";

const open = (fileName: string, bytes: Uint8Array): ReturnType<typeof openFile> =>
  openFile(`/x/${fileName}`, bytesFiles(bytes) as Files);

const WHEEL = wheel().file("demo/__init__.py", "x = 1\n", { packed: Buffer.from("damage") });
const SDIST = sdist().file("setup.py").file("demo/__init__.py", Buffer.alloc(4000, "x = 1\n"));

test.each([
  ["a member of a wheel", WHEEL.fileName, WHEEL.build(), "The member demo/__init__.py is damaged: "],
  [
    "the end of an sdist",
    SDIST.fileName,
    SDIST.build().subarray(0, -20),
    "The gzip data is damaged: unexpected end of file.",
  ],
  [
    "a method of compression that nothing unpacks",
    WHEEL.fileName,
    wheel().file("demo/__init__.py", "x = 1\n", { method: 98 }).build(),
    "demo/__init__.py",
  ],
])("what is damaged is not compared: %s", async (_, fileName, bytes, reason) => {
  await expect(open(fileName, bytes)).rejects.toMatchObject({
    code: "compare/unreadable",
    message: expect.stringContaining(reason) as string,
  });
});

test("what is whole is opened, whatever else is wrong with it", async () => {
  await using file = await open(
    WHEEL.fileName,
    wheel()
      .file("demo/__init__.py", "x = 1\n")
      .rows((rows) => rows.slice(1))
      .build(),
  );
  expect(file.problems.map(({ code }) => code)).toEqual(["R002"]);
});
