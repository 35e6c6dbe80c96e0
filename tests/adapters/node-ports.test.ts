import { expect, test } from "vitest";

import { nodePorts } from "../../src/adapters/node-ports.ts";
import { withPorts } from "../../src/library/with-ports.ts";

test("what is left for later waits for the answer, and is done in turn", async () => {
  const done: string[] = [];
  const node = nodePorts({});
  node.ports.later(async () => {
    await Promise.resolve();
    done.push("first");
    node.ports.later(() => Promise.resolve(void done.push("of the first")));
  });
  node.ports.later(() => Promise.resolve(void done.push("second")));
  await Promise.resolve();
  expect(done).toEqual([]);
  await node.catchUp();
  expect(done).toEqual(["first", "second", "of the first"]);
  node.ports.later(() => Promise.resolve(void done.push("at the end")));
  await node[Symbol.asyncDispose]();
  expect(done.at(-1)).toBe("at the end");
});

test("a call of the library ends when that is done, and fails with it", async () => {
  const done: string[] = [];
  const later = (task: () => Promise<void>) =>
    withPorts({}, (ports) => {
      ports.later(task);
      return Promise.resolve("answer");
    });
  expect(await later(() => Promise.resolve(void done.push("done")))).toBe("answer");
  expect(done).toEqual(["done"]);
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  await expect(later(() => Promise.reject(full))).rejects.toMatchObject({ code: "run/disk-full" });
});
