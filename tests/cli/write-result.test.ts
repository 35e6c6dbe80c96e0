import { expect, test } from "vitest";
import { writeResult } from "../../src/cli/write-result.ts";
import type { Files } from "../../src/ports/files.ts";

type Kind = NonNullable<Awaited<ReturnType<Files["stat"]>>>["kind"];

/** What is done to a path of a kind; `error`: with what writing ends. */
async function done(kind: Kind | null, error?: string): Promise<string> {
  const calls: string[] = [];
  await writeResult("/here/out", "text", {
    realPath: () => (kind === null ? Promise.reject(new Error("ENOENT")) : Promise.resolve("/real/out")),
    stat: () => Promise.resolve(kind === null ? null : { kind, size: 0, mode: 0, modified: new Date(0) }),
    write: (path) => {
      calls.push(`write ${path}`);
      return error === undefined
        ? Promise.resolve()
        : Promise.reject(Object.assign(new Error(error), { code: error }));
    },
    append: (path) => {
      calls.push(`append ${path}`);
      return Promise.resolve();
    },
  });
  return calls.join();
}

test("a device or a pipe is written into and never replaced, a link leads on", async () => {
  expect(await done(null)).toBe("write /here/out");
  expect(await done("file")).toBe("write /real/out");
  expect(await done("other")).toBe("append /real/out");
});

test.each([
  ["directory", undefined, "it is a directory"],
  ["file", "EACCES", "permission denied"],
  [null, "ENOENT", "there is no directory /here"],
  [null, "ENOTDIR", "/here is not a directory"],
] as const)("%s %s: %s", async (kind, error, reason) => {
  await expect(done(kind, error)).rejects.toMatchObject({ code: "usage/cannot-write" });
  await expect(done(kind, error)).rejects.toThrow(reason);
  await expect(done("file", "ENOSPC")).rejects.toMatchObject({ code: "ENOSPC" });
});
