import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { askIndex } from "../../src/publish/ask-index.ts";

const REQUEST = { method: "GET", url: "https://index.test/simple/demo/" };

/** How often an index is asked whose answer is lost after so many seconds. */
async function attempts(seconds: number): Promise<number> {
  await using node = nodePorts({});
  let [now, asked] = [0, 0];
  const ports = {
    ...node.ports,
    clock: { ...node.ports.clock, elapsed: () => now },
    pause: () => Promise.resolve(),
    http: {
      ...node.ports.http,
      request: () => {
        asked += 1;
        now += seconds;
        return Promise.reject(new Error("no whole answer"));
      },
    },
  };
  await expect(askIndex({ title: "house" }, () => Promise.resolve(REQUEST), ports)).rejects.toMatchObject({
    code: "publish/unreachable",
    message: "house is unavailable: no whole answer",
  });
  return asked;
}

test("an index that lets one wait is asked twice, one that breaks off at once five times", async () => {
  expect(await attempts(0.1)).toBe(5);
  expect(await attempts(30)).toBe(2);
});
