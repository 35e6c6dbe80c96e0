import { expect, test } from "vitest";
import { followSpecifier, type FollowPolicy } from "../../src/version/follow-specifier.ts";
import { parseVersion } from "../../src/version/pep440.ts";

function follow(clauses: string, to: string, policy: FollowPolicy = "compatible"): string | null {
  const version = parseVersion(to);
  if (version === null) throw new Error(to);
  return followSpecifier(clauses, version, policy);
}

test.each([
  ["==0.3.0", "0.4.0", "==0.4.0"],
  ["===0.3.0", "0.4.0", "===0.4.0"],
  ["== 0.3.*", "0.4.0", "== 0.4.*"],
  ["~=0.3.0", "0.4.1", "~=0.4.1"],
  ["~=0.3", "1.2.3", "~=1.2"],
  ["~=0.3.0", "0.4.0rc1", "~=0.4.0rc1"],
  [">=0.3.0,<0.4", "0.4.0", ">=0.4.0,<0.5"],
  ["(>=0.3.0, <0.4.0)", "0.4.2", "(>=0.4.2, <0.5.0)"],
  [">=0.9,<1.0.0", "1.2.0", ">=1.2.0,<2.0.0"],
  [">=1,<2", "2.0.0", ">=2.0.0,<3"],
  [">=1,<2.0a0", "2.0.0", ">=2.0.0,<3.0a0"],
  ["<=0.3.9", "0.4.0", "<=0.4.0"],
  [">=2", "1.0.0", ">=1.0.0"],
  [">=0.3,<0.4", "0.4.0rc1", ">=0.4.0rc1,<0.5"],
  ["==0.3.0", "1!0.1", "==1!0.1"],
])("compatible: %s at %s becomes %s", (clauses, to, expected) => {
  expect(follow(clauses, to)).toBe(expected);
});

test.each([
  [">=0.3", "0.4.0"],
  ["", "0.4.0"],
  ["==0.4", "0.4.0"],
  ["!=0.4.0", "0.4.0"],
  [">0.4.0", "0.4.0"],
  ["no clause", "0.4.0"],
])("compatible: %s stays at %s", (clauses, to) => {
  expect(follow(clauses, to)).toBeNull();
});

test.each([
  [">=0.3", "0.4.0", "==0.4.0"],
  ["", "0.4.0", "==0.4.0"],
  ["==0.3.0", "0.4.0", "==0.4.0"],
  ["==0.4.*", "0.4.0", "==0.4.0"],
  ["==0.4", "0.4.0", null],
])("exact: %s at %s becomes %s", (clauses, to, expected) => {
  expect(follow(clauses, to, "exact")).toBe(expected);
});

test("untouched changes nothing", () => {
  expect(follow("==0.3.0", "0.4.0", "untouched")).toBeNull();
});
