import { expect, test } from "vitest";
import { differenceFindings } from "../../src/release/judge-difference.ts";
import { wheelDifference } from "../compare/support.ts";

const gone = (versions: readonly [string, string]) =>
  wheelDifference(
    (builder) => builder.file("demo/old.py"),
    (builder) => builder,
    versions,
  );

const settings = { level: "error", accept: [], version: "1.0.1", hasEntry: true } as const;

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
  const difference = await gone(["1.0.0", "1.0.1"]);
  const accept = [{ version: "1.0.1", reason: "nobody could import it" }];
  expect(differenceFindings(difference, { ...settings, accept })[0]).toMatchObject({
    severity: "info",
    why: "accepted: nobody could import it",
  });
  const other = [{ version: "1.0.2", reason: "nobody could import it" }];
  expect(differenceFindings(difference, { ...settings, accept: other })[0]?.severity).toBe("error");
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
