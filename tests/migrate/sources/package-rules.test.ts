import { expect, test } from "vitest";
import { packageRules } from "../../../src/migrate/sources/setuptools/package-rules.ts";
import type { FindCall, SetupFacts } from "../../../src/migrate/sources/setuptools/run-setup.ts";
import { statedRules } from "../../../src/migrate/targets/setuptools/stated-rules.ts";

const CALL: FindCall = { where: ".", include: ["*"], exclude: [], namespaces: false, found: ["a", "a.b"] };

function tables(facts: Partial<SetupFacts>): ReturnType<typeof statedRules> | null {
  const rules = packageRules({
    packages: ["a", "a.b"],
    finds: [],
    packageDirectories: {},
    packageData: {},
    excludedPackageData: {},
    includesListedData: false,
    ...facts,
  } as SetupFacts);
  return rules === null ? null : statedRules(rules);
}

const LISTED = { packages: ["a", "a.b"], "include-package-data": false };

test.each<[string, Partial<SetupFacts>, object | null]>([
  ["nothing stated: setuptools looks by itself", { packages: [] }, null],
  ["a list stays a list", {}, { own: LISTED, find: {} }],
  [
    "a search with what was left out",
    { finds: [{ ...CALL, exclude: ["t"] }] },
    { find: { exclude: ["t"], namespaces: false } },
  ],
  [
    "a search to which a package was added by hand",
    { finds: [{ ...CALL, found: ["a"] }] },
    { own: LISTED, find: {} },
  ],
  [
    "src, which is taken off by itself",
    { finds: [{ ...CALL, where: "src" }], packageDirectories: { "": "src" } },
    { own: { "include-package-data": false }, find: { where: ["src"], namespaces: false } },
  ],
  [
    "a directory of one package",
    { packageDirectories: { a: "lib/a" } },
    { own: { ...LISTED, "package-dir": { a: "lib/a" } } },
  ],
  [
    "two directories are one search when the patterns are the same",
    {
      finds: [
        { ...CALL, found: ["a"] },
        { ...CALL, where: "lib", found: ["a.b"] },
      ],
    },
    { find: { where: [".", "lib"], namespaces: false } },
  ],
  [
    "searches with different patterns are a list",
    {
      finds: [
        { ...CALL, found: ["a"] },
        { ...CALL, exclude: ["x"], found: ["a.b"] },
      ],
    },
    { own: LISTED, find: {} },
  ],
  [
    "data by pattern",
    { packageData: { "*": ["*.txt"] }, excludedPackageData: { a: ["b.txt"] }, includesListedData: true },
    { own: { packages: ["a", "a.b"] }, data: { "*": ["*.txt"] }, withoutData: { a: ["b.txt"] } },
  ],
])("%s", (_, facts, expected) => {
  const found = tables(facts);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toMatchObject(expected);
});
