import { describe, expect, test } from "vitest";
import { parseVersion } from "../../../src/version/pep440.ts";
import { learnTemplate, type Learned } from "../../../src/versioning/tags/learn-template.ts";

/** The template that is learned from tags, the nearest first. */
function learned(tags: readonly string[]): string | null {
  const made = learnTemplate({ tags, name: "pkg", folder: "", stated: null, read: null });
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

describe("the template of a package that states its version", () => {
  const learn = (folder: string, name: string, stated: string, tags: readonly string[]): Learned =>
    learnTemplate({ tags, name, folder, stated: parseVersion(stated), read: null });
  const ROOT = "v0.1.0";

  test.each([
    ["core", "0.3.0", [ROOT, "cli-v0.3.0", "core-v0.3.0"], "{name}-v{version}"],
    ["core", "0.3.1", ["v5.0.0", "cli-v0.3.0", "core-v0.3.0"], "{name}-v{version}"],
    ["core", "2.1.0", ["v2.0.0", "core-v1.0.0"], "v{version}"],
    ["acme-core", "0.3.0", ["extras-v0.3.0", "core-v0.3.0"], "core-v{version}"],
  ])("%s %s with the tags %j is its own, not its neighbours'", (name, stated, tags, expected) => {
    expect(learn("packages/core/", name, stated, tags)).toMatchObject({ template: { text: expected } });
  });

  test("is the one that all releases have, of two on one commit", () => {
    expect(learn("", "demo", "1.1.0", ["1.1.0", "v1.1.0", "v1.0.0"])).toMatchObject({
      template: { text: "v{version}" },
    });
  });

  test("is not learned from a build's tag beside releases", () => {
    expect(learn("", "demo", "1.2.3", ["build-1.2.3", "v1.2.2"])).toEqual({
      kind: "unclear",
      tags: ["v1.2.2", "build-1.2.3"],
      templates: ["v{version}", "build-{version}"],
    });
    expect(learn("", "demo", "2.0", ["build-2.0", "v1.0"])).toMatchObject({ kind: "learned" });
  });

  test("is not learned from a sibling's tag alone", () => {
    expect(learn("packages/core/", "core", "0.3.0", ["cli-v0.3.0"]).kind).toBe("unclear");
    expect(learn("", "core", "0.3.0", ["server-v0.3.0"])).toMatchObject({ kind: "learned" });
  });
});
