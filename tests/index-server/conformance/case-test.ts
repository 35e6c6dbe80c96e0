import { expect, test } from "vitest";
import { refusalReason } from "../../../src/publish/refusals.ts";
import { testIndex } from "../../support/index.ts";
import type { ConformanceCase } from "./case.ts";

/** The test of a case. */
export function testCase({ id, title, run, options }: ConformanceCase): void {
  test(`${id}: ${title}`, async () => {
    await using it = await testIndex(options);
    await run(it);
    // The publish room knows the index's words for what the index says they are.
    const refused = it.index.log.flatMap(({ upload }) => (upload?.outcome === "refused" ? [upload] : []));
    expect(refused.map(({ message }) => refusalReason(message ?? ""))).toEqual(
      refused.map(({ reason }) => reason),
    );
  });
}
