import { expect, test } from "vitest";
import { compareMetadata } from "../../../src/migrate/prove/compare-metadata.ts";
import { judge } from "../../../src/migrate/prove/difference.ts";
import { parseMetadata } from "../../../src/distribution/metadata/metadata.ts";

const said = { before: "a", after: "b" };

test("a difference is meant, accepted by name, or a defect", () => {
  const difference = { code: "wheel-file", subject: "a/b.txt", ...said } as const;
  const accepted = { code: "wheel-file", subject: "a/*", reason: "known" };
  expect(judge(difference, [], []).verdict).toBe("defect");
  expect(judge(difference, [], [{ ...accepted, subject: "a/c.txt" }]).verdict).toBe("defect");
  expect(judge(difference, [], [accepted])).toMatchObject({ verdict: "accepted", reason: "known" });
  expect(judge(difference, [{ code: "wheel-file", reason: "meant" }], [])).toMatchObject({
    verdict: "intended",
  });
});

test("a project that does not build afterwards is not to be accepted", () => {
  const accepted = { code: "build", subject: "*", reason: "never mind" };
  expect(judge({ code: "build", subject: "after", ...said }, [], [accepted]).verdict).toBe("defect");
  expect(judge({ code: "build", subject: "before", ...said }, [], [accepted]).verdict).toBe("accepted");
});

test.each([
  [null, "text/x-rst", "equal"],
  [null, "text/markdown", "intended"],
  ["text/markdown", "text/x-rst", "defect"],
  ["text/x-rst", null, "defect"],
] as const)("a content type of %s that becomes %s is %s", (before, after, verdict) => {
  const metadata = (type: string | null): ReturnType<typeof parseMetadata> =>
    parseMetadata(
      `Metadata-Version: 2.1\nName: a\nVersion: 1\n${type === null ? "" : `Description-Content-Type: ${type}\n`}\nText\n`,
    );
  const found = compareMetadata(metadata(before), metadata(after)).find(
    ({ code }) => code === "description-content-type",
  );
  const judged = found?.differences.map((each) => judge(each, [], []).verdict);
  expect(judged).toEqual(verdict === "equal" ? [] : [verdict]);
});
