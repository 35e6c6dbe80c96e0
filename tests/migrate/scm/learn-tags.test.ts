import { describe, expect, test } from "vitest";
import { nodePatterns } from "../../../src/adapters/node-patterns.ts";
import { learnTags, schemeFor } from "../../../src/migrate/scm/learn-tags.ts";
import type { SourceTree } from "../../../src/tree/source-tree.ts";
import { readTree } from "../support.ts";

/** A tree with these tags, the newest first. */
function tagged(...names: readonly string[]): SourceTree {
  const tree = readTree({ "pyproject.toml": '[project]\nname = "demo-kit"\nversion = "1.2.0"\n' });
  const tags = names.map((name, at) => ({ name, commit: String(at) }));
  return { ...tree, git: { tags, head: "0", describe: { tag: names[0] } } as unknown as SourceTree["git"] };
}

describe("the tags that setuptools-scm is told to read", () => {
  test.each([
    ["its default, for v1.2.0", ["v1.2.0", "v1.1.0"], {}],
    ["its default, for 1.2.0 beside v1.1.0", ["1.2.0", "v1.1.0"], {}],
    [
      "v1.2.0 alone, beside stable-98",
      ["v1.2.0", "stable-98", "beta-17"],
      {
        tag_regex: "^v(?P<version>[0-9][^+]*)(?:\\+.*)?$",
        git_describe_command: "git describe --dirty --tags --long --match v[0-9]*",
      },
    ],
    [
      "release/1.2.0, which the default cannot read",
      ["release/1.2.0", "release/1.1.0"],
      {
        tag_regex: "^release/(?P<version>[0-9][^+]*)(?:\\+.*)?$",
        git_describe_command: "git describe --dirty --tags --long --match release/[0-9]*",
      },
    ],
  ])("%s", (_, tags, options) => {
    const learned = learnTags(tagged(...tags), "1.2.0", nodePatterns());
    expect(learned.options).toEqual(options);
    expect(learned.notes).toHaveLength(Object.keys(options).length === 0 ? 0 : 1);
    expect(learned.read(tags[0] ?? "")).toBe("1.2.0");
    expect(learned.read("stable-98")).toBe(null);
  });
});

describe("the scheme of development versions", () => {
  test.each([
    ["1.2.0", "1.2.0", {}],
    ["1.3.0.dev0", "1.2.4", { version_scheme: "release-branch-semver" }],
    ["1.2.5.dev0", "1.2.4", {}],
    ["1.3.0", "1.2.4", {}],
    ["0.1.0", null, {}],
  ])("%s after %s", (now, newest, options) => {
    expect(schemeFor(now, newest)).toEqual(options);
  });
});
