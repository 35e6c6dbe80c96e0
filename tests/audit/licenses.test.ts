import { describe, expect, test } from "vitest";

import { judgeLicenses } from "../../src/audit/licenses/judge-licenses.ts";
import { judgeLicense } from "../../src/audit/licenses/policy.ts";
import { weighLicense, type LicenseEvidence } from "../../src/audit/licenses/evidence.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { parseMetadata } from "../../src/distribution/metadata/metadata.ts";

const MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software";
const BSD =
  "Redistribution and use in source and binary forms, with or without modification. Neither the name of";

function weigh(headers: string, ...texts: readonly string[]): LicenseEvidence {
  return weighLicense(parseMetadata(`Metadata-Version: 2.4\nName: demo\nVersion: 1\n${headers}\n`), texts);
}

describe("a policy", () => {
  test.each([
    ["MIT", ["MIT"], [], "allowed"],
    ["Apache-2.0", ["MIT"], [], "unlisted"],
    ["MIT", [], ["GPL-3.0-only"], "allowed"],
    ["MIT OR GPL-3.0-only", ["MIT"], ["GPL-3.0-only"], "allowed"],
    ["MIT AND GPL-3.0-only", ["MIT"], ["GPL-3.0-only"], "denied"],
    ["(MIT OR ISC) AND BSD-3-Clause", ["MIT", "BSD-3-Clause"], [], "allowed"],
    ["MIT OR ISC AND GPL-3.0-only", ["ISC"], ["GPL-3.0-only"], "unlisted"],
    ["GPL-2.0-or-later WITH Classpath-exception-2.0", ["GPL-2.0-or-later"], [], "unlisted"],
    [
      "GPL-2.0-or-later WITH Classpath-exception-2.0",
      ["GPL-2.0-or-later WITH Classpath-exception-2.0"],
      [],
      "allowed",
    ],
    ["GPL-2.0-or-later", ["GPL-3.0-only"], [], "allowed"],
    ["GPL-2.0-or-later", [], ["GPL-2.0-only"], "allowed"],
    ["GPL-3.0-or-later", [], ["GPL-3.0-or-later"], "denied"],
    ["GPL-3.0-or-later", ["MIT"], ["GPL-3.0-only"], "unlisted"],
    ["LicenseRef-Ours", ["licenseref-Ours"], [], "allowed"],
    ["mit", ["MIT"], [], "unlisted"],
  ])("of %s with allow %j and deny %j says %s", (expression, allow, deny, verdict) => {
    expect(judgeLicense(expression, { allow, deny })).toBe(verdict);
  });
});

describe("the license of a distribution", () => {
  test.each([
    ["License-Expression: mit OR apache-2.0", [], "MIT OR Apache-2.0", "License-Expression"],
    ["Classifier: License :: OSI Approved :: MIT License", [], "MIT", "classifier"],
    ["License: Apache License, Version 2.0", [], "Apache-2.0", "License"],
    ["License: MIT license.", [], "MIT", "License"],
    ["License: BSD", [], null, null],
    ["License: UNKNOWN", [], null, null],
    ["License: Dual License", [], null, null],
    ["Classifier: License :: OSI Approved :: BSD License", [BSD], "BSD-3-Clause", "text"],
    ["License: BSD", [BSD], "BSD-3-Clause", "text"],
    [
      "Classifier: License :: OSI Approved :: Apache Software License\nClassifier: License :: OSI Approved :: MIT License",
      [],
      null,
      null,
    ],
    ["Summary: nothing", [MIT], "MIT", "text"],
    ["Summary: nothing", [MIT, BSD], null, null],
    ["Summary: nothing", ["stub"], null, null],
  ])("with %j and texts %j is %s by %s", (headers, texts, expression, source) => {
    expect(weigh(headers, ...texts)).toMatchObject({ expression, source });
  });

  test("that contradicts itself is judged by the worst that it says", () => {
    const evidence = weigh("License: GPL-3.0-or-later\nClassifier: License :: OSI Approved :: MIT License");
    expect(evidence.contradictions).toEqual([{ source: "License", expression: "GPL-3.0-or-later" }]);
    const found = judgeLicenses(
      [{ name: "demo", version: "1", extras: [] }],
      new Map([["demo 1", evidence]]),
      { ...DEFAULT_CONFIG.audit.licenses, allow: ["MIT"] },
    );
    expect(found.map(({ slug }) => slug)).toEqual(["license-contradictory", "license-denied"]);
    const apache = "Classifier: License :: OSI Approved :: Apache Software License";
    expect(weigh(`License: GPL-3.0-or-later\n${apache}`).contradictions).toHaveLength(1);
    expect(weigh(`License: Apache-2.0\n${apache}`).contradictions).toEqual([]);
    expect(weigh("License-Expression: MIT", BSD).contradictions).toHaveLength(1);
    expect(weigh("License-Expression: MIT", MIT).contradictions).toEqual([]);
  });
});

test("what comes with several extras is held to the strictest of their policies", () => {
  const licenses = new Map([["demo 1", weigh("License-Expression: GPL-3.0-only")]]);
  const policy = {
    ...DEFAULT_CONFIG.audit.licenses,
    allow: ["MIT"],
    extras: { gui: { allow: ["GPL-3.0-only"], deny: [] } },
  };
  const slugs = (extras: readonly string[]): readonly string[] =>
    judgeLicenses([{ name: "demo", version: "1", extras }], licenses, policy).map(({ slug }) => slug);
  expect(slugs(["gui"])).toEqual([]);
  expect(slugs(["gui", "web"])).toEqual(["license-denied"]);
  expect(slugs([])).toEqual(["license-denied"]);
});

test.each([
  ["error", "error"],
  ["warning", "warning"],
  ["off", undefined],
] as const)("an unknown license is of the severity that the policy has: %s", (unknown, severity) => {
  const licenses = new Map([["demo 1", weigh("License: BSD")]]);
  const policy = { ...DEFAULT_CONFIG.audit.licenses, unknown };
  const [found] = judgeLicenses([{ name: "demo", version: "1", extras: [] }], licenses, policy);
  expect(found?.severity).toBe(severity);
});
