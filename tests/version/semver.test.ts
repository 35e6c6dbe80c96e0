import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions } from "../../src/version/pep440.ts";
import { pep440OfSemver, semverOfPep440 } from "../../src/version/semver.ts";
import { anyVersion, version } from "../support/versions.ts";
import { formatVersion } from "../../src/version/pep440.ts";

describe("one spelling in the other", () => {
  test.each([
    ["1.2.0", "1.2.0"],
    ["1.2.0-alpha.1", "1.2.0a1"],
    ["1.2.0-beta.0", "1.2.0b0"],
    ["1.2.0-rc.12", "1.2.0rc12"],
    ["1.2.0-dev.3", "1.2.0.dev3"],
    ["1.2.0+linux.2", "1.2.0+linux.2"],
    ["1.2.0-rc.1+g1a2b3c", "1.2.0rc1+g1a2b3c"],
    ["99999999999999999999.0.0", "99999999999999999999.0.0"],
  ])("%s is %s", (semver, pep440) => {
    expect(pep440OfSemver(semver)).toEqual({ version: pep440 });
    expect(semverOfPep440(pep440)).toEqual({ version: semver });
  });

  test.each([
    ["1.2", "not a SemVer version"],
    ["01.2.3", "not a SemVer version"],
    ["v1.2.3", "not a SemVer version"],
    ["1.2.3-alpha", "needs a number"],
    ["1.2.3-rc1", "write rc.1"],
    ["1.2.3-rc.1.2", "one number"],
    ["1.2.3-rc.01", "not a number"],
    ["1.2.3+linux.01", "leading zeros"],
    ["1.2.3-next.1", "not next"],
    ["1.2.3-Alpha.1", "not Alpha"],
    ["1.2.3-a.1", "not a"],
    ["1.2.3-", "empty"],
    ["1.2.3+a..b", "empty"],
    ["1.2.3+A", "lower case"],
    ["1.2.3+a-b", "hyphen"],
    ["1.2.3+007", "leading zeros"],
  ])("%s is refused", (semver, reason) => {
    expect(pep440OfSemver(semver)).toEqual({ refused: expect.stringContaining(reason) as string });
  });

  test.each([
    ["1!1.2", "epoch"],
    ["1.2.3.4", "three numbers"],
    ["1.2.post1", "post-release"],
    ["1.2rc1.dev2", "development release of a pre-release"],
    ["1.2-", "is not a PEP 440 version"],
  ])("%s is refused the other way", (pep440, reason) => {
    expect(semverOfPep440(pep440)).toEqual({ refused: expect.stringContaining(reason) as string });
  });
});

test("there and back gives an equal version, and then the same text", () => {
  let made = 0;
  const plain = anyVersion.map((each) => ({
    ...each,
    epoch: 0n,
    post: null,
    release: each.release.slice(0, 3),
  }));
  fc.assert(
    fc.property(plain, (start) => {
      const there = semverOfPep440(formatVersion(start));
      if ("refused" in there) return;
      made += 1;
      const back = pep440OfSemver(there.version);
      if ("refused" in back) throw new Error(back.refused);
      expect(compareVersions(version(back.version), start)).toBe(0);
      expect(semverOfPep440(back.version)).toEqual(there);
    }),
    { numRuns: 2000 },
  );
  expect(made).toBeGreaterThan(500);
});
