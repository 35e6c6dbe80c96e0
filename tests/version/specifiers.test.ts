import { expect, test } from "vitest";
import { evaluateMarker, parseMarker } from "../../src/version/marker.ts";
import { parseVersion } from "../../src/version/pep440.ts";
import { parseSpecifierSet } from "../../src/version/specifiers.ts";

/** PEP 440, exclusive ordered comparison: a post-release of the bound counts only when the bound is one itself. */
test.each([
  [">1.0.post1", "1.0.post2", true],
  [">1.0", "1.0.post2", false],
  [">1.0.dev1", "1.0", true],
  [">1.0.dev1", "1.0.post1", true],
])("%s holds for %s: %s", (text, version, expected) => {
  const parsed = parseVersion(version);
  expect(parsed !== null && parseSpecifierSet(text)?.contains(parsed)).toBe(expected);
});

test("platform_release is compared as a version", () => {
  const marker = parseMarker("platform_release >= '10'");
  if (!("kind" in marker)) throw new Error("not a marker");
  expect(evaluateMarker(marker, { platform_release: "5.4" })).toBe(false);
});
