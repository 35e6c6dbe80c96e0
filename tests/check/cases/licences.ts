import { edit } from "../../support/tree.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const license = (text: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('license = "MIT"', `license = "${text}"`) },
});

/** Licences. */
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
    says: "licence",
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
];
