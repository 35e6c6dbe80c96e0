import { expect, test } from "vitest";
import { releaseTagName } from "../../../src/versioning/tags/spelling.ts";
import { parseTagTemplate } from "../../../src/version/tag-template.ts";
import { parseVersion, type Version } from "../../../src/version/pep440.ts";

const versionOf = (text: string): Version => parseVersion(text) as Version;

/** A tag before HEAD, and those at HEAD. */
function named(version: string, before: string, ...here: readonly string[]): string {
  const releases = [before, ...here].map((text) => ({
    name: `v${text}`,
    text,
    version: versionOf(text),
    atHead: text !== before,
  }));
  return releaseTagName("demo", versionOf(version), { template: parseTagTemplate("v{version}"), releases });
}

test("the tag of a release is the one at HEAD, as it is spelled, else the one to be made in the spelling of the others", () => {
  expect(named("1.0.0", "0.9", "1.0")).toBe("v1.0");
  expect(named("2026.3.1", "2026.02.05")).toBe("v2026.03.01");
  expect(named("1.1", "1.0", "1.1rc1")).toBe("v1.1");
  // Another commit has it.
  expect(named("1.0.0", "1.0")).toBe("v1.0.0");
});
