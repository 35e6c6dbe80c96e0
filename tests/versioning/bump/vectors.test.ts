import { expect, test } from "vitest";
import { REASONS, replayBumps } from "../../../scripts/docs/bump-replay.ts";

const cases = replayBumps();

test("every recorded case is replayed, and every difference has its reason", () => {
  expect(cases).toHaveLength(340);
  expect(cases.filter((each) => each.side !== "both" && each.reason === null)).toEqual([]);
  expect(cases.filter((each) => each.side === "both" && each.reason !== null)).toEqual([]);
  const used = new Set(cases.flatMap((each) => (each.reason === null ? [] : [each.reason])));
  expect(used).toEqual(new Set(Object.keys(REASONS)));
});

test("where the two tools agree on a version, so do we", () => {
  const versions = cases.filter((each) => each.psr !== null && each.asked.includes("last final"));
  expect(versions).toHaveLength(88);
  for (const { ours, psr, commitizen } of versions) if (psr === commitizen) expect(ours).toBe(psr);
});
