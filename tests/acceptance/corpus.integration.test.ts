import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readLabels, readPins } from "../support/corpus/data.ts";
import { isRight, objections } from "../support/corpus/judge.ts";
import { rehearsePin } from "../support/corpus/rehearse.ts";

const labels = readLabels();
// Half of them by default; all: `npm run examples`, and with hundreds of others `npm run corpus`.
const quick = readPins()
  .filter((pin) => pin.quick === true)
  .filter((_, place) => process.env["SHIPWHEEL_EXAMPLES"] === "all" || place % 2 === 0);

describe("real releases rehearse without configuration, and nothing false is said of them", () => {
  test.for(quick)("$name $version ($backend)", async (pin) => {
    const work = mkdtempSync(join(tmpdir(), "shipwheel-corpus-"));
    try {
      await using node = nodePorts({});
      const result = await rehearsePin(pin, work, "the working copy", node.ports);
      expect(objections([result], labels)).toEqual([]);
      expect(isRight(result, labels), JSON.stringify(result)).toBe(true);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
});
