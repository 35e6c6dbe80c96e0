import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { squarify } from "../../src/html/squarify.ts";
import { criticalPath, timeline } from "../../src/html/timeline.ts";
import { treeMap } from "../../src/html/tree-map.ts";

describe("a tree map", () => {
  test("fills its rectangle: each box has its share, none leaves it, none overlaps another", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, (unsorted) => {
        const falling = unsorted.toSorted((a, b) => b - a);
        const total = falling.reduce((sum, each) => sum + each, 0);
        const boxes = squarify(falling, 1000, 400);
        expect(boxes).toHaveLength(falling.length);
        for (const [index, box] of boxes.entries()) {
          expect(box.width * box.height).toBeCloseTo(((falling[index] ?? 0) / total) * 400_000, 3);
          expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
          expect(box.left + box.width).toBeLessThanOrEqual(1000.001);
          expect(box.top + box.height).toBeLessThanOrEqual(400.001);
          for (const other of boxes.slice(index + 1)) {
            const wide =
              Math.min(box.left + box.width, other.left + other.width) - Math.max(box.left, other.left);
            const high =
              Math.min(box.top + box.height, other.top + other.height) - Math.max(box.top, other.top);
            expect(Math.min(wide, high)).toBeLessThan(0.001);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("nothing has no boxes, and of many files the smallest are one box", () => {
    expect(squarify([], 10, 10)).toEqual([]);
    const many = Array.from({ length: 500 }, (_, index) => ({
      name: `m${index}.py`,
      size: 500 - index,
      group: "m",
    }));
    const drawn = treeMap(many, "files").toString();
    expect([...drawn.matchAll(/<div style/g)]).toHaveLength(121);
    expect(drawn).toContain("380 more files");
  });
});

describe("the critical path", () => {
  test("goes back from what ended last along what each waited for", () => {
    const stages = [
      { id: "read", startedAt: 0, seconds: 1 },
      { id: "uv", startedAt: 0, seconds: 2 },
      { id: "build", startedAt: 2, seconds: 3, after: "uv" },
      { id: "check", startedAt: 5, seconds: 1, after: "build" },
      { id: "verify", startedAt: 5, seconds: 4, after: "build" },
    ];
    expect([...criticalPath(stages)]).toEqual(["verify", "build", "uv"]);
    expect([...criticalPath([])]).toEqual([]);
  });

  test("ends in a ring of waiting, which no run has", () => {
    const ring = ["a", "b"].map((id, at) => ({ id, startedAt: 0, seconds: 1, after: at === 0 ? "b" : "a" }));
    expect(criticalPath(ring).size).toBe(2);
  });

  test("bars stay within the whole", () => {
    const drawn = timeline([{ name: "late", startedAt: 9, seconds: 5, kind: "failed" }], 10).toString();
    expect(drawn).toContain("left:90.00%;width:10.00%");
  });
});
