import { edit } from "../../support/tree.ts";
import { headers, moreHeaders, type RuleCase } from "../rule-case.ts";

const classifier = (text: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('"Programming Language :: Python :: 3"', `"${text}"`) },
});
const homepage = (url: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('"https://good.dev/demo"', `"${url}"`) },
});

/** Core metadata. */
export const metadataCases: readonly RuleCase[] = [
  { code: "M001", fires: { wheel: (good) => good.without("METADATA") }, says: "METADATA" },
  {
    code: "M002",
    fires: { wheel: (good) => good.metadataLines(headers("Metadata-Version", "Metadata-Version: 2.0")) },
    says: "2.0",
  },
  {
    code: "M003",
    fires: { wheel: (good) => good.metadataLines(headers("Metadata-Version", "Metadata-Version: 2.1")) },
    says: "License-Expression",
  },
  { code: "M004", fires: { wheel: (good) => good.metadata("Flavour: vanilla") }, says: "Flavour" },
  { code: "M005", fires: { wheel: (good) => good.metadata("Version: 1.1") }, says: "Version" },
  { code: "M006", fires: { sdist: (good) => good.metadataLines(headers("Name", null)) }, says: "Name" },
  {
    code: "M007",
    fires: { tree: { "pyproject.toml": edit('"A project without a defect"', '"one\\ntwo"') } },
    says: "several lines",
    at: "pyproject.toml:8",
  },
  {
    code: "M008",
    fires: { tree: { "pyproject.toml": edit("A project without a defect", "x".repeat(600)) } },
    silent: { tree: { "pyproject.toml": edit("A project without a defect", "x".repeat(512)) } },
    says: "600 characters",
    at: "pyproject.toml:8",
  },
  {
    code: "M010",
    fires: { tree: { "pyproject.toml": edit("ada@good.dev", "ada at good") } },
    silent: {
      wheel: (good) =>
        good.metadataLines(headers("Author-email", 'Author-email: "Byron, Ada" <ada+x@good.dev>, me')),
    },
    says: '"ada at good"',
    at: "pyproject.toml:13",
  },
  {
    code: "M011",
    fires: { wheel: (good) => good.metadataLines(headers("Author-email", null)) },
    silent: { wheel: (good) => good.metadataLines(headers("Author-email", "Maintainer: Ada")) },
    says: "neither an author nor a maintainer",
  },
  {
    code: "M012",
    fires: classifier("Programing Language :: Python :: 3"),
    silent: classifier("Private :: Do Not Upload"),
    says: "Programing Language",
    at: "pyproject.toml:14",
    help: '"Programming Language :: Python :: 3"',
    explains: "refusal:unknown-classifier",
  },
  {
    code: "M012",
    about: "a Python that is newer than our list is a warning",
    fires: classifier("Programming Language :: Python :: 3.99"),
    says: "3.99",
    severity: "warning",
  },
  {
    code: "M013",
    fires: classifier("Natural Language :: Ukranian"),
    silent: classifier("Natural Language :: Ukrainian"),
    says: "deprecated",
    help: "Natural Language :: Ukrainian",
  },
  {
    code: "M014",
    fires: classifier("Private :: Do Not Upload"),
    silent: { ...classifier("Private :: Do Not Upload"), target: "private" },
    says: "on purpose",
  },
  {
    code: "M014",
    about: "beside others",
    fires: { wheel: (good) => good.metadataLines(moreHeaders("Classifier: Private :: Do Not Upload")) },
    says: '"Private :: Do Not Upload"',
  },
  {
    code: "M015",
    fires: homepage("good.dev/demo"),
    silent: homepage("HTTP://good.dev"),
    says: '"good.dev/demo"',
    at: "pyproject.toml:18",
    help: "https://good.dev/demo",
  },
  {
    code: "M016",
    fires: { tree: { "pyproject.toml": edit("Homepage =", '"Where the documentation can be read" =') } },
    silent: { tree: { "pyproject.toml": edit("Homepage =", `${"x".repeat(32)} =`) } },
    says: "32 are allowed",
  },
  {
    code: "M017",
    fires: homepage("git@github.com:good/demo.git"),
    says: "neither http nor https",
    help: "https://github.com/good/demo",
  },
  {
    code: "M018",
    fires: { tree: { "pyproject.toml": edit('">=3.9"', '"3.9+"') } },
    silent: { tree: { "pyproject.toml": edit('">=3.9"', '">=3.9,!=3.10.*,<4"') } },
    says: '"3.9+"',
    at: "pyproject.toml:10",
    help: '">=3.9"',
  },
  {
    code: "M019",
    fires: { wheel: (good) => good.metadataLines(headers("Requires-Python", null)) },
    says: "demo-1.0-py3-none-any.whl does not declare which Python versions it supports",
  },
  {
    code: "M027",
    fires: {
      wheel: (good) =>
        good.file(
          `${good.distInfo}/METADATA`,
          Buffer.from(`${moreHeaders("Author: Ren\u00e9").join("\n")}\n`, "latin1"),
        ),
    },
    says: "UTF-8",
  },
  {
    code: "M028",
    fires: homepage("https://github.com/your-org/demo"),
    silent: homepage("https://github.com/yourorganic/demo"),
    says: "your-org",
    at: "pyproject.toml:18",
  },
  {
    code: "M028",
    about: "an address of RFC 2606",
    fires: { tree: { "pyproject.toml": edit("ada@good.dev", "ada@example.com") } },
    says: "example.com",
  },
  {
    code: "M037",
    fires: {
      sdist: (good) =>
        good.withoutPkgInfo().member({ name: `${good.top}/PKG-INFO`, type: "2", linkTarget: "LICENSE" }),
    },
    says: "PKG-INFO",
  },
];
