import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toSpecifier } from "../../../src/migrate/sources/poetry/constraint.ts";
import { joinMarkers, platformMarker, pythonMarker } from "../../../src/migrate/sources/poetry/python.ts";
import { evaluateMarker, parseMarker } from "../../../src/version/marker.ts";
import { parseSpecifierSet } from "../../../src/version/specifiers.ts";
import { findPoetryCore } from "../../support/python-tools.ts";

/** So many are drawn; one process asks poetry-core about all of them. */
const CASES = Number(process.env["SHIPWHEEL_POETRY"] ?? 120);

const number = fc.integer({ min: 0, max: 4 });
const version = fc.array(number, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
const clause = fc.oneof(
  fc
    .tuple(fc.constantFrom("^", "~", ">=", "<", "<=", ">", "==", "!=", "", "~="), version)
    .map(([operator, text]) => operator + (operator === "~=" && !text.includes(".") ? `${text}.0` : text)),
  fc
    .tuple(fc.constantFrom("", "==", "!="), fc.array(number, { minLength: 1, maxLength: 2 }))
    .map(([operator, parts]) => `${operator}${parts.join(".")}.*`),
);
const constraint = fc
  .array(
    fc.array(clause, { minLength: 1, maxLength: 2 }).map((all) => all.join(",")),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) => all.join(" || "));
const minor = fc.integer({ min: 6, max: 14 });
const python = fc.oneof(
  fc
    .tuple(fc.constantFrom("^", "~", ">=", "<", "<=", ">", ""), minor)
    .map(([operator, each]) => `${operator}3.${each}`),
  fc.tuple(minor, minor).map(([one, other]) => `>=3.${Math.min(one, other)},<3.${Math.max(one, other) + 1}`),
  fc.tuple(minor, minor).map(([one, other]) => `~3.${one} || >=3.${other}`),
  fc
    .tuple(fc.constantFrom(">=", "<"), minor, fc.integer({ min: 1, max: 4 }))
    .map(([operator, each, patch]) => `${operator}3.${each}.${patch}`),
);
const platform = fc.constantFrom("*", "win32", "!=win32", "darwin || linux");

const VERSIONS = [0, 1, 2, 3, 4, 5].flatMap((major) =>
  [0, 1, 3, 5].flatMap((each) => [0, 2, 5].map((patch) => `${major}.${each}.${patch}`)),
);
const ENVIRONMENTS = [
  "3.5.0",
  "3.6.0",
  "3.7.3",
  "3.8.0",
  "3.8.10",
  "3.9.2",
  "3.10.0",
  "3.11.1",
  "3.12.4",
  "3.14.0",
  "3.15.1",
].flatMap((full) => ["win32", "linux", "darwin"].map((sys) => ({ full, sys })));

const ORACLE = `
import json, sys
from poetry.core.constraints.version import Version, parse_constraint
from poetry.core.packages.dependency import Dependency
from poetry.core.factory import Factory
asked = json.load(sys.stdin)
versions = [Version.parse(each) for each in asked["versions"]]
def admitted(text):
    try:
        constraint = parse_constraint(text)
    except Exception:
        return None
    return [constraint.allows(each) for each in versions]
def active(python, platform):
    table = {"version": "*", "python": python}
    if platform != "*":
        table["platform"] = platform
    marker = Factory.create_dependency("x", table).marker
    return [marker.validate({"python_version": ".".join(each["full"].split(".")[:2]), "python_full_version": each["full"], "sys_platform": each["sys"]}) for each in asked["environments"]]
print(json.dumps({"constraints": [admitted(each) for each in asked["constraints"]], "markers": [active(*each) for each in asked["markers"]]}))
`;

test("generated constraints and markers mean what poetry-core says", () => {
  const constraints = fc.sample(constraint, { numRuns: CASES, seed: 20261130 });
  const markers = fc.sample(fc.tuple(python, platform), { numRuns: CASES, seed: 20261130 });
  const input = JSON.stringify({ versions: VERSIONS, environments: ENVIRONMENTS, constraints, markers });
  const told = JSON.parse(
    execFileSync(findPoetryCore(), ["-c", ORACLE], { input, encoding: "utf8", maxBuffer: 1 << 28 }),
  ) as {
    readonly constraints: readonly (readonly boolean[] | null)[];
    readonly markers: readonly (readonly boolean[])[];
  };
  let compared = 0;
  for (const [at, text] of constraints.entries()) {
    const truth = told.constraints[at];
    const ours = toSpecifier(text);
    if (truth == null) {
      expect([text, "error" in ours]).toEqual([text, true]);
      continue;
    }
    // A union without a PEP 440 form is refused, never bent.
    if ("error" in ours) {
      expect(text).toContain("||");
      continue;
    }
    const set = parseSpecifierSet(ours.specifier);
    compared += 1;
    expect([text, ours.specifier, VERSIONS.filter((each) => set?.contains(each) === true)]).toEqual([
      text,
      ours.specifier,
      VERSIONS.filter((_, position) => truth[position]),
    ]);
  }
  expect(compared).toBeGreaterThan(CASES / 3);
  for (const [at, [pythons, platforms]] of markers.entries()) {
    const written = joinMarkers([
      pythonMarker(pythons) ?? "",
      platforms === "*" ? "" : platformMarker(platforms),
    ]);
    const marker = parseMarker(written);
    if ("error" in marker) throw new Error(`${written}: ${marker.error}`);
    const ours = ENVIRONMENTS.map(({ full, sys }) =>
      evaluateMarker(marker, {
        python_full_version: full,
        python_version: full.split(".").slice(0, 2).join("."),
        sys_platform: sys,
      }),
    );
    expect([pythons, platforms, written, ours]).toEqual([pythons, platforms, written, told.markers[at]]);
  }
});
