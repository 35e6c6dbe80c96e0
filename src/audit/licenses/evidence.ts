import { CLASSIFIER_IDS, licenseId, recognizeLicense } from "../../check/knowledge/license-texts.ts";
import { canonicalLicenseExpression } from "../../distribution/metadata/license-expression.ts";
import type { CoreMetadata } from "../../distribution/metadata/metadata.ts";

/** What a distribution shows of its license. */
export interface LicenseEvidence {
  /** SPDX; null: unknown. */
  readonly expression: string | null;
  readonly source: "License-Expression" | "License" | "classifier" | "text" | null;
  /** What it declares, where that names no single license: `BSD`, `Dual License`. */
  readonly declared: string | null;
  /** SPDX expressions that contradict the first. */
  readonly contradictions: readonly { readonly source: string; readonly expression: string }[];
}

/** Spellings of the License field that mean exactly one license, lower case. Others are ambiguous, and stay unknown. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "mit license": "MIT",
  "the mit license": "MIT",
  "expat license": "MIT",
  "apache 2.0": "Apache-2.0",
  "apache 2": "Apache-2.0",
  "apache license 2.0": "Apache-2.0",
  "apache license, version 2.0": "Apache-2.0",
  "apache license version 2.0": "Apache-2.0",
  "asl 2": "Apache-2.0",
  "asl 2.0": "Apache-2.0",
  "modified bsd license": "BSD-3-Clause",
  "new bsd": "BSD-3-Clause",
  "new bsd license": "BSD-3-Clause",
  "bsd 3-clause": "BSD-3-Clause",
  "3-clause bsd": "BSD-3-Clause",
  "bsd 3-clause license": "BSD-3-Clause",
  "3-clause bsd license": "BSD-3-Clause",
  "2-clause bsd": "BSD-2-Clause",
  "bsd 2-clause license": "BSD-2-Clause",
  "simplified bsd": "BSD-2-Clause",
  "isc license": "ISC",
  "mpl 2.0": "MPL-2.0",
  "mozilla public license 2.0": "MPL-2.0",
  "zpl 2.1": "ZPL-2.1",
  psfl: "PSF-2.0",
  "gplv3+": "GPL-3.0-or-later",
  "gplv2+": "GPL-2.0-or-later",
  "lgplv3+": "LGPL-3.0-or-later",
  gplv3: "GPL-3.0-only",
  gplv2: "GPL-2.0-only",
  lgplv3: "LGPL-3.0-only",
  agplv3: "AGPL-3.0-only",
  "gpl-3.0": "GPL-3.0-only",
  "gpl-2.0": "GPL-2.0-only",
  cc0: "CC0-1.0",
};

/** Classifiers that name a family and no license of it. */
const FAMILIES: readonly (readonly [classifier: RegExp, ids: RegExp, shown: string])[] = [
  [/:: Apache Software License$/, /^Apache-/, "LicenseRef-Apache"],
  [/:: BSD License$/, /BSD/, "LicenseRef-BSD"],
  [/:: GNU General Public License \(GPL\)$/, /^GPL-/, "LicenseRef-GPL"],
  [/:: GNU Library or Lesser General Public License \(LGPL\)$/, /^LGPL-/, "LicenseRef-LGPL"],
  [/:: Python Software Foundation License$/, /^(?:PSF|Python)-/, "LicenseRef-PSF"],
];

/** Longer values of the License field are the text itself. */
const LONGEST_NAME = 100;

/** Weighs what metadata and license texts say; the strongest that names one license counts. */
export function weighLicense(metadata: CoreMetadata, texts: readonly string[]): LicenseEvidence {
  const told = (metadata.license ?? "").trim();
  const isText = told.length > LONGEST_NAME || told.includes("\n");
  const all: { source: NonNullable<LicenseEvidence["source"]>; expression: string }[] = [];
  const add = (source: NonNullable<LicenseEvidence["source"]>, expression: string | null): void => {
    if (expression !== null && !all.some((each) => each.source === source)) all.push({ source, expression });
  };
  if (metadata.licenseExpression !== null) {
    add("License-Expression", canonicalLicenseExpression(metadata.licenseExpression));
  }
  const classifiers = metadata.classifiers.filter(
    (each) => each.startsWith("License ::") && each !== "License :: OSI Approved",
  );
  const exact = classifiers.map((each) => CLASSIFIER_IDS[each] ?? null);
  // Of several nobody knows whether they are alternatives.
  if (exact.length === 1) add("classifier", exact[0] ?? null);
  if (!isText && told !== "") add("License", spelled(told));
  const seen = [...new Set([...texts, ...(isText ? [told] : [])].flatMap((text) => licenseId(text) ?? []))];
  if (seen.length === 1) add("text", seen[0] ?? null);
  const [first, ...others] = all;
  const families = texts.flatMap((text) => recognizeLicense(text) ?? []);
  const contradictions = others.filter(
    ({ expression }) => first !== undefined && !agrees(first.expression, expression),
  );
  const isDenied =
    first !== undefined &&
    families.length === 1 &&
    texts.length === 1 &&
    !mentions(first.expression, families[0]?.ids);
  if (isDenied && seen.length === 0)
    contradictions.push({ source: "text", expression: families[0]?.family ?? "" });
  for (const [classifier, ids, shown] of first === undefined || classifiers.length > 1 ? [] : FAMILIES) {
    if (!classifier.test(classifiers[0] ?? "") || mentions(first?.expression ?? "", ids)) continue;
    contradictions.push({ source: "classifier", expression: shown });
  }
  return {
    expression: first?.expression ?? null,
    source: first?.source ?? null,
    declared:
      first === undefined ? (isText ? "a license text" : told || classifiers.join(", ") || null) : null,
    contradictions,
  };
}

function spelled(text: string): string | null {
  const plain = text.replaceAll(/\s+/g, " ").replace(/\.$/, "").toLowerCase();
  if (plain === "unknown") return null;
  return SPELLINGS[plain] ?? canonicalLicenseExpression(text);
}

/** Whether one of two expressions holds a license of the other. */
function agrees(a: string, b: string): boolean {
  const ids = new Set(idsOf(a));
  return idsOf(b).some((id) => ids.has(id));
}

function mentions(expression: string, ids: RegExp | undefined): boolean {
  return ids === undefined || /LicenseRef/.test(expression) || idsOf(expression).some((id) => ids.test(id));
}

function idsOf(expression: string): readonly string[] {
  return expression
    .split(/[\s()]+/)
    .filter((each) => each !== "" && !/^(?:AND|OR|WITH)$/.test(each))
    .map((each) => each.replace(/-(?:only|or-later)$|\+$/, ""));
}
