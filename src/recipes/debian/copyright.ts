import type { RecipeFacts } from "../facts.ts";

/** Licenses of which every Debian system has the text, by SPDX identifier. */
const COMMON: Readonly<Record<string, readonly [string, string]>> = {
  "Apache-2.0": ["Apache-2.0", "Apache-2.0"],
  "GPL-2.0-only": ["GPL-2", "GPL-2"],
  "GPL-2.0-or-later": ["GPL-2+", "GPL-2"],
  "GPL-3.0-only": ["GPL-3", "GPL-3"],
  "GPL-3.0-or-later": ["GPL-3+", "GPL-3"],
  "LGPL-2.1-or-later": ["LGPL-2.1+", "LGPL-2.1"],
  "LGPL-3.0-or-later": ["LGPL-3+", "LGPL-3"],
  "MPL-2.0": ["MPL-2.0", "MPL-2.0"],
};

/** `debian/copyright` in the machine-readable format 1.0: a beginning that a person completes. */
export function copyrightFile(facts: RecipeFacts, maintainer: string): string {
  const license = facts.license ?? "UNKNOWN";
  const [name, common] = COMMON[license] ?? [license === "MIT" ? "Expat" : license, null];
  const text =
    common === null
      ? (facts.licenseFiles[0]?.text ?? "The text of the license was not found in the sdist.")
      : `On Debian systems, the text of the license is in /usr/share/common-licenses/${common}.`;
  const holders = facts.licenseFiles.flatMap(({ text: each }) =>
    each
      .split("\n")
      .flatMap((line) => /^\s*copyright\s+(?:\(c\)|©)?\s*(.*\d{4}.*)$/i.exec(line)?.[1]?.trim() ?? []),
  );
  return [
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
    `Upstream-Name: ${facts.project}`,
    ...(facts.homepage === null ? [] : [`Source: ${facts.homepage}`]),
    "",
    "Files: *",
    `Copyright: ${holders.length > 0 ? [...new Set(holders)].join("\n           ") : maintainer}`,
    `License: ${name}`,
    "",
    `License: ${name}`,
    ...text
      .trim()
      .split(/\r?\n/)
      .map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd()}`)),
    "",
  ].join("\n");
}
