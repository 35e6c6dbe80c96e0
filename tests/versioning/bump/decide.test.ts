import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAsk } from "../../../src/versioning/bump/ask.ts";
import { decideBump, lastVersion, type BumpState } from "../../../src/versioning/bump/decide.ts";
import { LEVELS } from "../../../src/versioning/bump/level.ts";
import { compareVersions, formatVersion } from "../../../src/version/pep440.ts";
import { anyVersion, version } from "../../support/versions.ts";

const RULES = { allowZero: true, majorOnZero: false, first: 1n };

interface Known {
  readonly stated?: string;
  readonly tagged?: string;
  readonly final?: string;
  readonly level?: BumpState["sinceFinal"];
  readonly sinceLast?: BumpState["sinceLast"];
}

function state({ stated, tagged, final, level = "none", sinceLast = level }: Known): BumpState {
  const read = (text: string | undefined) => (text === undefined ? null : version(text));
  return {
    stated: read(stated),
    tagged: read(tagged),
    taggedFinal: read(final ?? tagged),
    sinceFinal: level,
    sinceLast,
  };
}

function decide(words: string, known: Known, rules: Partial<typeof RULES> = {}): string {
  const [level = "", pre = null] = words.split(" --pre ");
  const ask = parseAsk(
    level.split(" ").filter((word) => word !== ""),
    pre,
  );
  if ("wrong" in ask) throw new Error(ask.wrong);
  const made = decideBump(ask, state(known), { ...RULES, ...rules });
  return made.kind === "next" ? formatVersion(made.version) : made.kind;
}

describe("auto", () => {
  test.each<[string, Known, string]>([
    ["", { tagged: "1.2.3", level: "patch" }, "1.2.4"],
    ["auto", { tagged: "1.2.3", level: "none" }, "nothing"],
    ["", { tagged: "1.2.3", stated: "1.2.3", level: "minor" }, "1.3.0"],
    ["", { level: "minor" }, "0.1.0"],
    ["", { level: "none" }, "0.1.0"],
    ["", { level: "patch" }, "0.1.0"],
    ["", { stated: "0.4.0", level: "minor" }, "0.4.0"],
    ["", { stated: "0.4.0", level: "none" }, "0.4.0"],
    ["", { stated: "1.5.0", level: "major" }, "1.5.0"],
    ["minor", { stated: "1.5.0", level: "major" }, "1.5.0"],
    ["major", { stated: "1.5.0", level: "none" }, "2.0.0"],
    [" --pre rc", { tagged: "1.2.3", level: "major" }, "2.0.0rc1"],
    [" --pre rc", { tagged: "2.0.0rc1", final: "1.2.3", level: "major" }, "2.0.0rc2"],
    [" --pre rc", { tagged: "2.0.0rc1", final: "1.2.3", level: "major", sinceLast: "none" }, "nothing"],
    ["", { tagged: "2.0.0rc1", final: "1.2.3", level: "major", sinceLast: "none" }, "2.0.0"],
    ["", { tagged: "1.2.4rc1", final: "1.2.3", level: "minor" }, "1.3.0"],
  ])("%s of %j is %s", (words, known, expected) => {
    expect(decide(words, known)).toBe(expected);
  });

  test("a final version that is stated and not tagged goes out as it is, when it is far enough", () => {
    expect(decide("", { tagged: "1.2.3", stated: "1.3.0", level: "minor" })).toBe("1.3.0");
    expect(decide("", { tagged: "1.2.3", stated: "1.3.0", level: "patch" })).toBe("1.3.0");
    expect(decide("", { tagged: "1.2.3", stated: "1.3.0", level: "major" })).toBe("2.0.0");
    expect(decide("", { tagged: "1.2.3", stated: "1.3.0", level: "none" })).toBe("1.3.0");
    expect(decide("patch", { tagged: "1.2.3", stated: "1.2.4", level: "patch" })).toBe("1.2.4");
    expect(decide("", { tagged: "1.2.3", stated: "1.3", level: "minor" })).toBe("1.3");
  });

  test("a file behind the tags does not pull the version down", () => {
    expect(decide("", { tagged: "1.2.3", stated: "1.0.0", level: "patch" })).toBe("1.2.4");
    expect(decide("minor", { tagged: "1.2.3", stated: "1.0.0" })).toBe("1.3.0");
  });
});

describe("below 1.0.0", () => {
  test("a breaking change raises the second number, unless the project says 1.0.0", () => {
    const known: Known = { tagged: "0.3.1", level: "major" };
    expect(decide("", known)).toBe("0.4.0");
    expect(decide("", known, { majorOnZero: true })).toBe("1.0.0");
    expect(decide("", { ...known, level: "patch" }, { allowZero: false })).toBe("1.0.0");
    expect(decide("pre rc", known)).toBe("0.4.0rc1");
    expect(decide("", { tagged: "1.0.0rc1", final: "0.3.1", level: "major" })).toBe("1.0.0");
  });

  test("who says major means it", () => {
    expect(decide("major", { tagged: "0.3.1" })).toBe("1.0.0");
  });
});

test.each<[string, Known, string]>([
  ["pre rc", { tagged: "1.2.3" }, "1.2.4rc1"],
  ["rc", { tagged: "1.2.3", level: "minor" }, "1.3.0rc1"],
  ["pre beta", { tagged: "1.3.0a2", final: "1.2.3", level: "minor" }, "1.3.0b1"],
  ["alpha", { tagged: "1.3.0rc1", final: "1.2.3" }, "refused"],
  ["final", { tagged: "1.3.0rc1", final: "1.2.3" }, "1.3.0"],
  ["final", { tagged: "1.3.0" }, "refused"],
  ["post", { tagged: "1.3.0" }, "1.3.0.post1"],
  ["dev", { tagged: "1.3.0" }, "1.3.1.dev1"],
  ["1.4.0", { tagged: "1.3.0", stated: "1.3.0" }, "1.4.0"],
  ["v1.4", { tagged: "1.3.0", stated: "1.4.0" }, "1.4"],
  ["1.3.0", { tagged: "1.3.0" }, "refused"],
  ["1.3.5", { tagged: "1.3.0", stated: "1.4.0" }, "refused"],
  ["1.4.0+here", { tagged: "1.3.0" }, "refused"],
])("%s of %j is %s", (words, known, expected) => {
  expect(decide(words, known)).toBe(expected);
});

test.each([
  [["mayor"], null, /did you mean major\?/],
  [["pre"], null, /pre must be followed by one of alpha, beta, rc/],
  [["pre", "gamma"], null, /pre must be followed/],
  [["minor", "rc"], null, /too many arguments/],
  [["final"], "rc", /--pre can be combined with/],
  [["minor"], "gamma", /--pre is one of/],
])("%j with --pre %s is wrong", (words, pre, message) => {
  expect(parseAsk(words, pre)).toEqual({ wrong: expect.stringMatching(message) as string });
});

test("no decision, whatever is known, is at or below a tag", () => {
  const asks = [
    "",
    "major",
    "minor",
    "patch",
    " --pre beta",
    "minor --pre rc",
    "pre alpha",
    "final",
    "post",
    "dev",
  ];
  const known = fc.record({
    stated: fc.option(anyVersion, { nil: null }),
    tagged: fc.option(anyVersion, { nil: null }),
    taggedFinal: fc.constant(null),
    sinceFinal: fc.constantFrom(...LEVELS),
    sinceLast: fc.constantFrom(...LEVELS),
  });
  let made = 0;
  fc.assert(
    fc.property(fc.constantFrom(...asks), known, fc.boolean(), (words, facts, majorOnZero) => {
      const [level = "", pre = null] = words.split(" --pre ");
      const ask = parseAsk(
        level.split(" ").filter((word) => word !== ""),
        pre,
      );
      if ("wrong" in ask) throw new Error(ask.wrong);
      const result = decideBump(ask, facts, { ...RULES, majorOnZero });
      if (result.kind !== "next") return;
      made += 1;
      if (facts.tagged !== null) expect(compareVersions(result.version, facts.tagged)).toBe(1);
      const last = lastVersion(facts);
      // A version that is stated and not tagged may go out as it is; nothing goes below it but its local part.
      expect(compareVersions(result.version, { ...last, local: null })).not.toBe(-1);
    }),
    { numRuns: 3000 },
  );
  expect(made).toBeGreaterThan(1000);
});
