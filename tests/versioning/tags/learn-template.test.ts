import { describe, expect, test } from "vitest";
import { learnTemplate } from "../../../src/versioning/tags/learn-template.ts";

/** The template that is learned from tags, the nearest first. */
function learned(tags: readonly string[]): string | null {
  const made = learnTemplate({ tags, name: "pkg", stated: null, read: null });
  return made.kind === "learned" ? made.template.text : null;
}

describe("the template of a history", () => {
  test.each([
    [["v2.0", "1.0"], "v{version}"],
    [["nightly", "1.0", "v0.9"], "{version}"],
    [["pkg-v1.0"], "{name}-v{version}"],
    [["other-v1.0", "pkg@1.0"], "{name}@{version}"],
    [["release-1.0"], "release-{version}"],
    [["pkg-1.0"], "{name}-{version}"],
    [["release/v1.0"], "release/v{version}"],
  ])("of %j is %s", (tags, expected) => {
    expect(learned(tags)).toBe(expected);
  });

  test("of none is unknown", () => {
    expect(learned(["nightly", "other"])).toBeNull();
  });
});
