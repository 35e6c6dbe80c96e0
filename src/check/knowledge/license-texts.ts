import type { RuleInputs } from "../engine/rule.ts";

/** A license file of a tree or a distribution. */
export interface LicenseFile {
  /** The source that holds it, for messages. */
  readonly label: string;
  /** As a location's file. */
  readonly file: string;
  readonly text: string;
}

const LICENSE_NAME = /^(?:UN)?(?:LICEN[CS]E|COPYING)(?:[-.](?:txt|md|rst))?$/i;
const ANY_LICENSE = /(?:^|[/_.-])(?:un)?(?:licen[cs]es?|copying|copyright|notice|eula)(?:[/_.-]|$)/i;
const MAX_BYTES = 128 * 1024;

/** Whether a path looks like a license, a notice or the like. */
export function isLicensePath(path: string): boolean {
  return ANY_LICENSE.test(path);
}

/** The main license files: at the root of the tree and of sdists, and below a wheel's .dist-info. */
export async function mainLicenseFiles(inputs: RuleInputs): Promise<readonly LicenseFile[]> {
  const files: LicenseFile[] = [];
  const { tree } = inputs;
  for (const { path, kind } of tree?.files ?? []) {
    if (kind !== "file" || !LICENSE_NAME.test(path)) continue;
    const text = (await tree?.readText(path)) ?? null;
    if (text !== null) files.push({ label: "the tree", file: path, text });
  }
  for (const distribution of inputs.distributions) {
    for (const entry of distribution.entries) {
      const path = /^[^/]+\.dist-info\/(?:licenses\/)?([^/]+)$|^[^/]+\/([^/]+)$/.exec(entry.name);
      const name = (distribution.kind === "wheel" ? path?.[1] : path?.[2]) ?? "";
      if (entry.kind !== "file" || entry.size > MAX_BYTES || !LICENSE_NAME.test(name)) continue;
      const bytes = await distribution.read(entry.name, MAX_BYTES).catch(() => null);
      if (bytes === null) continue;
      const text = new TextDecoder().decode(bytes);
      files.push({ label: distribution.fileName, file: `${distribution.fileName}!/${entry.name}`, text });
    }
  }
  return files;
}

/** Phrases of a license's text, blanks as one, that no other text on this list has. */
const TEXTS: readonly (readonly [family: string, ids: RegExp, phrase: RegExp])[] = [
  [
    "MIT",
    /^(MIT|X11|Expat)/i,
    /permission is hereby granted, free of charge, to any person obtaining a copy/,
  ],
  ["Apache-2.0", /^Apache-2\.0/i, /apache license,? version 2\.0, january 2004/],
  [
    "BSD",
    /^(0?BSD|[\w-]*BSD|ZPL|Apache-1|OpenSSL|PHP-3|Sleepycat|Zend)/i,
    /redistribution and use in source and binary forms, with or without modification/,
  ],
  [
    "ISC",
    /^(ISC|0BSD)/i,
    /permission to use, copy, modify, and\/?(?:or)? ?distribute this software for any purpose with or without fee/,
  ],
  ["AGPL-3.0", /^AGPL-3/i, /gnu affero general public license version 3/],
  ["LGPL-3.0", /^LGPL-3/i, /gnu lesser general public license version 3, 29 june 2007/],
  ["LGPL-2.1", /^LGPL-2\.1/i, /gnu lesser general public license version 2\.1, february 1999/],
  ["GPL-3.0", /^GPL-3/i, /^\W*gnu general public license version 3, 29 june 2007/],
  ["GPL-2.0", /^GPL-2/i, /^\W*gnu general public license version 2, june 1991/],
  [
    "MPL-2.0",
    /^MPL-2/i,
    /mozilla public license version 2\.0 (?:=+ )?1\. definitions|^\W*mozilla public license,? version 2\.0/,
  ],
  [
    "PSF-2.0",
    /^(PSF-2|Python-2|CNRI-Python)/i,
    /python software foundation license version 2|psf license agreement for python/,
  ],
  ["Unlicense", /^Unlicense/i, /this is free and unencumbered software released into the public domain/],
];

/** The license that a text is; null when it is none of the common ones or several at once. */
export function recognizeLicense(text: string): { readonly family: string; readonly ids: RegExp } | null {
  const plain = text.toLowerCase().replaceAll(/\s+/g, " ");
  const found = TEXTS.filter(([, , phrase]) => phrase.test(plain));
  const [only] = found;
  return only === undefined || found.length > 1 ? null : { family: only[0], ids: only[1] };
}

/** The SPDX id of a recognised text when it is clear which one of the family it is. */
export function licenseId(text: string): string | null {
  const family = recognizeLicense(text)?.family ?? null;
  if (family === "BSD") return /neither the names? of/i.test(text) ? "BSD-3-Clause" : "BSD-2-Clause";
  return family === null || /GPL/.test(family) ? null : family;
}

/** License classifiers that mean exactly one SPDX id. */
export const CLASSIFIER_IDS: Readonly<Record<string, string>> = {
  "License :: OSI Approved :: MIT License": "MIT",
  "License :: OSI Approved :: MIT No Attribution License (MIT-0)": "MIT-0",
  "License :: OSI Approved :: ISC License (ISCL)": "ISC",
  "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
  "License :: OSI Approved :: The Unlicense (Unlicense)": "Unlicense",
  "License :: OSI Approved :: GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
  "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
  "License :: OSI Approved :: GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
  "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
  "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
  "License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
  "License :: OSI Approved :: GNU Affero General Public License v3": "AGPL-3.0-only",
  "License :: OSI Approved :: GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
  "License :: OSI Approved :: Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
  "License :: OSI Approved :: zlib/libpng License": "Zlib",
  "License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
};
