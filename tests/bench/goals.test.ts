import { describe, expect, test } from "vitest";

import { judgeGoals, type Samples } from "../../bench/goals.ts";
import type { Sample } from "../../bench/measure.ts";
import { renderReport } from "../../bench/report.ts";
import { median, pairedRatios } from "../../bench/statistics.ts";

describe("the benchmark's arithmetic", () => {
  test("a median is the middle, or the mean of the two middle ones", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  test("ratios are taken round by round, and a failed run has none", () => {
    const upper = [sample(1, 10), sample(2, 30), sample(3, 5, 1), sample(4, 8)];
    const lower = [sample(2, 10), sample(1, 5), sample(3, 5)];
    expect(pairedRatios(upper, lower)).toEqual([2, 3]);
  });
});

describe("the goals", () => {
  const samples: Samples = {
    alpha: {
      ours: [sample(1, 3, 0, 60), sample(2, 3, 0, 80)],
      pip: [sample(1, 24), sample(2, 24)],
      uv: [sample(1, 9), sample(2, 9)],
      lean: [sample(1, 2.4), sample(2, 2.4)],
    },
    heavy: { ours: [sample(1, 9, 0, 151)] },
  };
  const results = judgeGoals(samples);

  test.each([
    ["alpha: pip / ours", "8.00", true],
    ["alpha: uv / ours", "3.00", false],
    ["alpha: uv-short / ours", "not measured", null],
    ["alpha: ours / lean floor", "1.25", true],
    ["peak memory of our own process, rehearsals of the bench projects", "80 MB", true],
    ["peak memory of our own process, a 100 MB wheel", "151 MB", false],
    ["`shipwheel --version` / `node -e 0`", "not measured", null],
  ])("%s: %s", (title, measured, met) => {
    expect(results.find((each) => each.title === title)).toMatchObject({ measured, met });
  });

  test("the page says what was missed, what was not measured and how much it varied", () => {
    const page = renderReport({ date: "d", commit: "c", machine: "m", versions: { Node: "24" }, samples });
    expect(page).toContain("| alpha: uv / ours | at least 3.50 | 3.00 | **missed** |");
    expect(page).toContain("| alpha: uv-short / ours | at least 1.70 | not measured | - |");
    expect(page).toContain("3.00 (3.00-3.00)");
  });
});

function sample(round: number, wall: number, status = 0, peak?: number): Sample {
  return { round, wall, cpu: wall, status, load: 0.5, ...(peak === undefined ? {} : { peak }) };
}
