import { expect, test } from "vitest";
import { compareMetadata } from "../../../src/compare/metadata.ts";
import { judge, type Comparison } from "../../../src/migrate/prove/difference.ts";
import { withKnownReasons } from "../../../src/migrate/prove/known-reasons.ts";
import { parseMetadata, type CoreMetadata } from "../../../src/distribution/metadata/metadata.ts";

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

function compared(before: CoreMetadata, after: CoreMetadata): readonly Comparison[] {
  return withKnownReasons(compareMetadata(before, after), { before, after, edited: new Set() });
}

/** The verdicts on two texts of metadata. */
function verdicts(before: string, after: string): readonly string[] {
  const read = (text: string) => parseMetadata(`Metadata-Version: 2.1\nName: a\nVersion: 1\n${text}`);
  return compared(read(before), read(after)).flatMap(({ differences }) =>
    differences.map((each) => `${judge(each, [], []).verdict} ${each.code}:${each.subject}`),
  );
}

test.each([
  ["\nRun poetry build.", "\nRun python -m build.", ["intended description:description"]],
  ["\na\n\n\n\nb", "\na\n\nb", ["intended description:description"]],
  ["\nRun poetry build. Lost.", "\nRun python -m build.", ["defect description:description"]],
  ["Import-Name: a\n", "", ["intended other-metadata:import-name"]],
  ["Platform: any\n", "", ["intended other-metadata:platform"]],
  ["Obsoletes: b\n", "", ["defect other-metadata:obsoletes"]],
  ["Download-URL: https://x.dev\n", "Project-URL: Download, https://x.dev\n", []],
])("%j that becomes %j", (before, after, expected) => {
  expect(verdicts(before, after)).toEqual(expected);
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
  const found = compared(metadata(before), metadata(after)).find(
    ({ code }) => code === "description-content-type",
  );
  const judged = found?.differences.map((each) => judge(each, [], []).verdict);
  expect(judged).toEqual(verdict === "equal" ? [] : [verdict]);
});
