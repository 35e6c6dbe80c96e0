import { canonicalLicenseExpression } from "../../distribution/metadata/license-expression.ts";
import { CLASSIFIER_IDS } from "../../check/knowledge/license-texts.ts";
import { noted, type ProjectModel } from "../model/project-model.ts";
import type { RemarkBook } from "../model/remarks.ts";

/** Names of licenses that are no SPDX identifiers, by their lower-case text. */
const NAMES: Readonly<Record<string, string>> = {
  apache: "Apache-2.0",
  "apache 2": "Apache-2.0",
  "apache 2.0": "Apache-2.0",
  "apache license 2.0": "Apache-2.0",
  "apache license": "Apache-2.0",
  "apache license, version 2.0": "Apache-2.0",
  "apache software license": "Apache-2.0",
  "apache-2": "Apache-2.0",
  apache2: "Apache-2.0",
  "apache2.0": "Apache-2.0",
  expat: "MIT",
  "mit license": "MIT",
  "the mit license": "MIT",
  "new bsd": "BSD-3-Clause",
  "new bsd license": "BSD-3-Clause",
  "bsd 3-clause": "BSD-3-Clause",
  "bsd-3": "BSD-3-Clause",
  "bsd 3-clause license": "BSD-3-Clause",
  "bsd 2-clause": "BSD-2-Clause",
  "simplified bsd": "BSD-2-Clause",
  "gpl-2.0": "GPL-2.0-only",
  "gpl-2.0+": "GPL-2.0-or-later",
  "gpl-3.0": "GPL-3.0-only",
  "gpl-3.0+": "GPL-3.0-or-later",
  gplv2: "GPL-2.0-only",
  "gplv2+": "GPL-2.0-or-later",
  gplv3: "GPL-3.0-only",
  "gplv3+": "GPL-3.0-or-later",
  "lgpl-2.1": "LGPL-2.1-only",
  "lgpl-2.1+": "LGPL-2.1-or-later",
  "lgpl-3.0": "LGPL-3.0-only",
  "lgpl-3.0+": "LGPL-3.0-or-later",
  lgplv3: "LGPL-3.0-only",
  "lgplv3+": "LGPL-3.0-or-later",
  "agpl-3.0": "AGPL-3.0-only",
  "agpl-3.0+": "AGPL-3.0-or-later",
  agplv3: "AGPL-3.0-only",
  "isc license": "ISC",
  "mpl 2.0": "MPL-2.0",
  mpl2: "MPL-2.0",
  "mozilla public license 2.0": "MPL-2.0",
  psf: "PSF-2.0",
  "public domain": "LicenseRef-Public-Domain",
  proprietary: "LicenseRef-Proprietary",
  unlicensed: "LicenseRef-Proprietary",
  "the unlicense": "Unlicense",
};

/**
 * A license as an SPDX expression (PEP 639). What is no expression and no known name is asked about: the license of a
 * project is not to be guessed.
 */
export function readLicense(
  declared: string | null,
  book: RemarkBook,
): Pick<ProjectModel, "license" | "licenseText"> {
  const written = declared?.trim() ?? "";
  if (written === "") return { license: null, licenseText: null };
  const canonical = licenseMeant(written);
  if (canonical !== null) {
    if (canonical !== written)
      book.note(`license "${shortened(written)}" is written as the SPDX expression ${canonical}`);
    return { license: noted(canonical), licenseText: null };
  }
  book.note(
    `license "${shortened(written)}" is not an SPDX expression and is kept as text: use an expression, for example license = "BSD-3-Clause"`,
  );
  return { license: null, licenseText: written };
}

/**
 * Classifiers beside a license expression, which takes the place of those of licenses (PEP 639); setuptools rejects both
 * together. One that says another license is named: only a person knows which of the two is true.
 */
export function classifiersBeside<T extends { readonly value: string }>(
  classifiers: readonly T[],
  expression: string | null,
  book: RemarkBook,
): readonly T[] {
  if (expression === null) return classifiers;
  const isOfLicense = ({ value }: T): boolean => value.startsWith("License ::");
  for (const { value } of classifiers.filter(isOfLicense))
    if (contradicts(value, expression))
      book.note(
        `license is ${expression} and the classifier "${value}" contradicts it: the expression takes precedence; correct it if the classifier is right`,
      );
  return classifiers.filter((each) => !isOfLicense(each));
}

function contradicts(classifier: string, expression: string): boolean {
  if (classifier === "License :: Other/Proprietary License") return !expression.includes("LicenseRef-");
  const id = CLASSIFIER_IDS[classifier];
  return id !== undefined && !expression.split(/[\s()]+/).includes(id);
}

/** The expression that a text of a license stands for: a name that people use, or one already; null when it is neither. */
export function licenseMeant(declared: string): string | null {
  const text = declared.trim().replace(SPDX_MARK, "");
  return NAMES[text.toLowerCase().replaceAll(/\s+/g, " ")] ?? canonicalLicenseExpression(text);
}

/** As sources of the Linux Foundation mark it. */
const SPDX_MARK = /^SPDX-License-Identifier:\s*/i;

const LICENSE_FILE = /^(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$/;

/** Files that backends take for licenses: hatchling, flit and setuptools at the root, Poetry also `LICENSES/**`. */
export function licenseFilesAt(paths: readonly string[], withFolder: boolean): readonly string[] {
  return paths.filter((path) => LICENSE_FILE.test(path) || (withFolder && path.startsWith("LICENSES/")));
}

function shortened(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length > 60 || line !== text ? `${line.slice(0, 60)}…` : line;
}
