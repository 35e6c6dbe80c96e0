import { edit } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, withRelease, type RuleCase } from "../rule-case.ts";

const license = (text: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('license = "MIT"', `license = "${text}"`) },
});

const MIT =
  "Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it.\n";
const APACHE =
  "                              Apache License\n                        Version 2.0, January 2004\n";
const oldForm = (text: string): string =>
  text
    .replace('license = "MIT"\nlicense-files = ["LICENSE"]\n', "")
    .replace('"Programming Language :: Python :: 3"', '"License :: OSI Approved :: MIT License"');

/** Licenses. */
export const licenceCases: readonly RuleCase[] = [
  {
    code: "C001",
    fires: {
      wheel: (good) =>
        good.metadataLines(
          headers("License-Expression", null).filter((line) => !line.startsWith("License-File")),
        ),
    },
    silent: {
      wheel: (good) =>
        good.metadataLines(
          headers("License-Expression", "Classifier: License :: OSI Approved :: MIT License"),
        ),
    },
    says: "license",
  },
  {
    code: "C002",
    fires: { wheel: (good) => good.without(`${good.distInfo}/licenses/LICENSE`) },
    says: "licenses/LICENSE",
    explains: "refusal:license-file-missing",
  },
  {
    code: "C002",
    about: "an sdist",
    fires: { sdist: (good) => good.metadata("License-File: NOTICE") },
    says: "demo-1.0/NOTICE",
  },
  { code: "C003", fires: { wheel: (good) => good.metadata("License: MIT") }, says: "both" },
  {
    code: "C004",
    fires: license("Apache 2"),
    silent: license("(MIT OR Apache-2.0 WITH LLVM-exception) AND LicenseRef-Mine"),
    says: '"Apache 2"',
    at: "pyproject.toml:11",
    help: 'license = "Apache-2.0"',
  },
  {
    code: "C005",
    fires: {
      tree: {
        "pyproject.toml": edit(
          '"Programming Language :: Python :: 3"',
          '"License :: OSI Approved :: MIT License"',
        ),
      },
    },
    says: "License :: OSI Approved",
    at: "pyproject.toml:14",
  },
  {
    code: "C006",
    fires: { tree: { "pyproject.toml": oldForm } },
    silent: { wheel: (good) => good },
    says: "License :: OSI Approved :: MIT License",
    at: "pyproject.toml:12",
    help: 'license = "MIT"',
  },
  {
    code: "C006",
    about: "in a wheel",
    fires: { wheel: (good) => good.metadataLines(headers("License-Expression", "License: MIT")) },
    says: "without an SPDX expression",
  },
  {
    code: "C007",
    fires: { tree: { LICENSE: null } },
    silent: { tree: { LICENSE: null, "LICENSES/MIT.txt": "MIT License\n" } },
    says: "the tree does not contain the license text",
  },
  {
    code: "C007",
    about: "in an sdist",
    fires: {
      otherWheel: () => wheel().metadataLines(headers("License-File", null)).file("demo/__init__.py", ""),
    },
    says: "demo-1.0-py3-none-any.whl does not contain the license text",
  },
  {
    code: "C008",
    fires: { tree: { LICENSE: APACHE } },
    silent: {
      tree: { LICENSE: APACHE, "pyproject.toml": edit('license = "MIT"', 'license = "MIT OR Apache-2.0"') },
    },
    says: "Apache-2.0",
    at: "pyproject.toml:11",
  },
  {
    code: "C009",
    fires: { tree: { "pyproject.toml": edit('["LICENSE"]', '["../LICENSE"]') } },
    silent: { tree: { "pyproject.toml": edit('["LICENSE"]', '["LICEN[CS]E*"]') } },
    says: "../LICENSE",
    at: "pyproject.toml:12",
    explains: "refusal:invalid-license-file",
  },
  {
    code: "C009",
    about: "in a wheel",
    fires: {
      wheel: (good) => good.metadataLines(headers("License-File", "License-File: licenses\\LICENSE")),
    },
    says: "licenses\\LICENSE",
  },
  {
    code: "C010",
    fires: {
      tree: {
        "pyproject.toml": edit('license = "MIT"\nlicense-files = ["LICENSE"]', 'license = { text = "MIT" }'),
      },
    },
    says: "license is a table",
    at: "pyproject.toml:11",
    help: 'license = "MIT"',
  },
  {
    code: "C010",
    about: "with a backend that knows nothing else",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "setuptools>=61,<77")
            .replace('license = "MIT"\nlicense-files = ["LICENSE"]', 'license = { file = "LICENSE" }'),
      },
    },
    says: "license is a table",
    severity: "info",
  },
  {
    code: "C011",
    fires: { wheel: (good) => good.file("demo/_vendor/tomli/__init__.py", "") },
    silent: {
      wheel: (good) =>
        good.file("demo/_vendor/tomli/__init__.py", "").file("demo/_vendor/tomli.LICENSE", "MIT License\n"),
    },
    says: "tomli",
  },
  {
    code: "C012",
    fires: { tree: { "pyproject.toml": edit('license = "MIT"', 'license = "mit or apache-2.0"') } },
    silent: { tree: { "pyproject.toml": edit('license = "MIT"', 'license = "MIT OR Apache-2.0"') } },
    says: "MIT OR Apache-2.0",
    at: "pyproject.toml:11",
    help: 'license = "MIT OR Apache-2.0"',
  },
  {
    code: "C013",
    fires: { tree: { LICENSE: `MIT License\n\nCopyright (c) [year] [fullname]\n\n${MIT}` } },
    silent: { tree: { LICENSE: `MIT License\n\nCopyright (c) 2026 Ada Byron\n\n${MIT}` } },
    says: "[year]",
    at: "LICENSE:3",
  },
  {
    code: "C013",
    about: "the appendix of a long license",
    fires: { tree: { LICENSE: `MIT License\n\nCopyright (c) [year] [fullname]\n\n${MIT}` } },
    silent: { tree: { LICENSE: `${APACHE}\n   Copyright [yyyy] [name of copyright owner]\n` } },
    says: "[year]",
  },
  {
    code: "C001",
    about: "a file alone, and words alone",
    fires: {
      wheel: (good) =>
        good.metadataLines(
          headers("License-Expression", "License: UNKNOWN").filter(
            (line) => !line.startsWith("License-File"),
          ),
        ),
    },
    silent: {
      wheel: (good) => good.metadataLines(headers("License-Expression", null)),
      otherWheel: () =>
        withRelease(wheel({ tag: "py3-none-win_amd64" })).metadataLines(
          headers("License-Expression", "License: MIT").filter((line) => !line.startsWith("License-File")),
        ),
    },
    says: "demo-1.0-py3-none-any.whl declares no license",
  },
];
