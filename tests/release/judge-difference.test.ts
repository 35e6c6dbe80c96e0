import { expect, test } from "vitest";
import { differenceFindings } from "../../src/release/judge-difference.ts";
import type { VersionHabits } from "../../src/compare/compare-releases.ts";
import { NOTHING, wheelDifference } from "../compare/support.ts";

const gone = (versions: readonly [string, string], accept: VersionHabits["accept"] = []) =>
  wheelDifference(
    (builder) => builder.file("demo/old.py"),
    (builder) => builder,
    versions,
    NOTHING,
    { isCalendar: null, accept },
  );

const settings = { level: "error", version: "1.0.1", hasEntry: true } as const;

test("a smaller step than the changes ask for is refused, and names the version", async () => {
  const difference = await gone(["1.0.0", "1.0.1"]);
  const [found, ...more] = differenceFindings(difference, settings);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    rule: "U023",
    severity: "error",
    phase: "version",
    message: "1.0.1 is a patch release after 1.0.0, and its changes ask for a major one: demo.old (removed)",
    help: 'release it as 2.0.0, or give the reason: [[tool.shipwheel.diff.accept]] version = "1.0.1", reason = "..."',
  });
  expect(differenceFindings(difference, { ...settings, level: "warning" })[0]?.severity).toBe("warning");
});

test("a reason for this very version is kept, and no other one counts", async () => {
  const accept = (version: string) => [{ version, reason: "nobody could import it" }];
  const accepted = await gone(["1.0.0", "1.0.1"], accept("1.0.1"));
  expect(differenceFindings(accepted, settings)[0]).toMatchObject({
    severity: "info",
    why: "accepted: nobody could import it",
  });
  const other = await gone(["1.0.0", "1.0.1"], accept("1.0.2"));
  expect(differenceFindings(other, settings)[0]?.severity).toBe("error");
});

test("a breaking change needs its changelog entry, however large the step", async () => {
  const difference = await gone(["1.0.0", "2.0.0"]);
  const told = { ...settings, version: "2.0.0" };
  expect(differenceFindings(difference, told)).toEqual([]);
  expect(differenceFindings(difference, { ...told, hasEntry: false })).toMatchObject([
    { rule: "U024", severity: "error" },
  ]);
});

test("a project that asks for nothing hears nothing", async () => {
  const difference = await gone(["1.0.0", "1.0.1"]);
  expect(differenceFindings(difference, { ...settings, level: "off", hasEntry: false })).toEqual([]);
});

test("what could not be compared does not pass as a small step, and does as the largest", async () => {
  const unread = { changes: [], notCompared: ["the public API: griffe ended"], isComplete: false };
  const judged = async (version: string) =>
    differenceFindings(
      await wheelDifference(
        (builder) => builder,
        (builder) => builder.metadata("Summary: other"),
        ["1.0.0", version],
        unread,
      ),
      { ...settings, version },
    );
  expect(await judged("1.0.1")).toMatchObject([
    {
      rule: "U023",
      severity: "error",
      message:
        "1.0.1 is a patch release after 1.0.0, and not all of it could be compared: the public API: griffe ended",
    },
  ]);
  expect(await judged("2.0.0")).toEqual([]);
});
