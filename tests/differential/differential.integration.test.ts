import { describe, expect, test } from "vitest";
import { findUv } from "../support/python-tools.ts";
import { compare, oracleCommand } from "./compare.ts";

/** A bounded share in every run; `npm run differential` asks for many more, and for other seeds. */
const COUNT = Number(process.env["SHIPWHEEL_DIFFERENTIAL"] ?? 1500);
const SEEDS = COUNT > 1500 ? [1, 2, 3] : [1];

describe("metadata and file names, judged by us and by PyPI's own libraries", () => {
  test.each(SEEDS)("nothing that they refuse is accepted (seed %i)", (seed) => {
    const { count, bothRefuse, bothAccept, falseGreen, falseRed } = compare(
      COUNT,
      seed,
      oracleCommand(findUv()),
    );
    expect(falseGreen).toEqual([]);
    // Both kinds are there, so that agreement means something; what only we refuse stays an exception.
    expect(Math.min(bothRefuse, bothAccept)).toBeGreaterThan(count / 4);
    expect(falseRed.length).toBeLessThan(count / 25);
  });
});
