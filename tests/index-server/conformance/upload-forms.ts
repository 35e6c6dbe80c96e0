import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import { openRenderer } from "../../../src/toolbox/pinned/description-renderer.ts";
import { testIndex, type TestIndex, type UploadOptions } from "../../support/index.ts";
import type { ConformanceCase } from "./case.ts";

const SEE = " See https://packaging.python.org/specifications/core-metadata for more information.";

async function refused(it: TestIndex, options: UploadOptions, message: string | RegExp, file = demoWheel()) {
  const answer = await it.upload(file, options);
  expect(answer.status).toBe(400);
  if (typeof message === "string") expect(answer.message).toBe(message);
  else expect(answer.message).toMatch(message);
}

async function accepted(it: TestIndex, options: UploadOptions, file = demoWheel()) {
  const answer = await it.upload(file, options);
  expect([answer.status, answer.message]).toEqual([200, ""]);
}

/** The same index once more, with PyPI's renderer. */
async function withRenderer(run: (it: TestIndex) => Promise<void>, it: TestIndex): Promise<void> {
  await using renderer = openRenderer(it.ports);
  await using second = await testIndex({ renderer });
  await run(second);
}

const HELP = " See <pypi>/help/#description-content-type for more information.";

/** Words and verdicts as recorded of PyPI (upload-verdicts). */
async function descriptions(it: TestIndex): Promise<void> {
  const html = { description_content_type: "text/html" };
  await refused(
    it,
    { fields: html },
    `'description-content-type' must be one of ['text/x-rst', 'text/markdown', 'text/plain'], not 'text/html'.${SEE}`,
  );
  const rst = (description: string, type: string | null = "text/x-rst"): UploadOptions => ({
    fields: { description, description_content_type: type },
  });
  const failed = `The description failed to render for 'text/x-rst'.${HELP}`;
  await refused(it, rst("Title\n====\n\n.. image::\n\ntext\n"), failed);
  await refused(it, rst("See :ref:`install`.\n"), failed);
  await refused(it, rst(".. raw:: html\n\n   <b>x</b>\n\ntext\n"), failed);
  await refused(
    it,
    rst("# Markdown\n\n```python\nx\n```\n\n`broken\n", null),
    `The description failed to render in the default format of reStructuredText.${HELP}`,
  );
  await accepted(it, rst("Title\n==\n\ntext\n"));
  await accepted(it, rst("# Markdown\n\n`broken\n", "text/markdown"), demoWheel({ version: "2.0.0" }));
}

/** A case in which form fields of a wheel are refused, each with its words. */
function fieldCase(
  id: number,
  title: string,
  ...rows: readonly [UploadOptions["fields"], string | RegExp][]
) {
  return {
    id,
    title,
    async run(it: TestIndex) {
      for (const [fields = {}, message] of rows) await refused(it, { fields }, message);
    },
  };
}

export const UPLOAD_FORMS: readonly ConformanceCase[] = [
  fieldCase(19, "protocol_version=2: 400", [{ protocol_version: "2" }, "Unknown protocol version."]),
  {
    id: 20,
    title: "no content: 400",
    run: (it) => refused(it, { part: { absent: true } }, "Upload payload does not have a file."),
  },
  fieldCase(21, "filetype=bdist_egg: 400", [
    { filetype: "bdist_egg" },
    "Invalid value for filetype. Error: Use a known file type.",
  ]),
  fieldCase(22, "a wheel without pyversion: 400", [
    { pyversion: null },
    "Invalid value for pyversion. Error: Python version is required for binary distribution uploads.",
  ]),
  {
    id: 23,
    title: "an sdist without pyversion: 200; with pyversion=py3: 400",
    async run(it) {
      const message = "Invalid value for pyversion. Error: Use 'source' as Python version for an sdist.";
      await refused(it, { fields: { pyversion: "py3" } }, message, demoSdist());
      await accepted(it, { fields: { pyversion: null } }, demoSdist());
    },
  },
  fieldCase(
    24,
    "no digest, malformed digest: 400",
    [{ sha256_digest: null }, "Error: Include at least one message digest."],
    [
      { sha256_digest: "abc" },
      "Invalid value for sha256_digest. Error: Use a valid, hex-encoded, SHA256 message digest.",
    ],
    [
      { blake2_256_digest: "abc" },
      "Invalid value for blake2_256_digest. Error: Use a valid, hex-encoded, BLAKE2 message digest.",
    ],
  ),
  fieldCase(
    25,
    "wrong sha256, or right sha256 and wrong md5: 400",
    [
      { sha256_digest: "0".repeat(64) },
      "The digest supplied does not match a digest calculated from the uploaded file.",
    ],
    [
      { md5_digest: "0".repeat(32) },
      "The digest supplied does not match a digest calculated from the uploaded file.",
    ],
  ),
  fieldCase(
    26,
    "name -foo: 400",
    [
      { name: "-foo" },
      `'-foo' is an invalid value for Name. Error: Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'.${SEE}`,
    ],
    [{ name: null }, /^'' is an invalid value for Name. Error: This field is required\./],
  ),
  fieldCase(27, "two names: 400", [{ name: ["Demo-Pkg", "Demo-Pkg"] }, `'name' has invalid data.${SEE}`]),
  fieldCase(28, "version 1.0+l: 400", [
    { version: "1.0+l" },
    "The use of local versions in '1.0+l' is not allowed. See https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers for more information.",
  ]),
  {
    id: 29,
    title: "metadata_version 2.0 and 2.6: 400; 2.5: ok",
    async run(it) {
      for (const version of ["2.0", "2.6"]) {
        const message = `'${version}' is not a valid metadata version.${SEE}`;
        await refused(it, { fields: { metadata_version: version } }, message);
      }
      await accepted(it, { fields: { metadata_version: "2.5" } });
    },
  },
  fieldCase(30, "requires_dist with an address: 400", [
    { requires_dist: "a @ git+https://x/y" },
    `Can't have direct dependency: a @ git+https://x/y.${SEE}`,
  ]),
  fieldCase(
    31,
    "unknown and private classifiers: 400",
    [
      { classifiers: "Private :: Do Not Upload" },
      `'Private :: Do Not Upload' is not a valid classifier.${SEE}`,
    ],
    [{ classifiers: "Foo :: Bar" }, `'Foo :: Bar' is not a valid classifier.${SEE}`],
  ),
  fieldCase(32, "a deprecated classifier: 400 names the replacement", [
    { classifiers: "Natural Language :: Ukranian" },
    `The classifier 'Natural Language :: Ukranian' has been deprecated, use one of ['Natural Language :: Ukrainian'] instead.${SEE}`,
  ]),
  fieldCase(
    33,
    "license and license_expression: 400; an unknown expression: 400",
    [
      { license: "MIT", license_expression: "MIT" },
      `License is deprecated when License-Expression is present. Only License-Expression should be present.${SEE}`,
    ],
    [{ license_expression: "Foo-1.0" }, `'Foo-1.0' is invalid for 'license-expression'.${SEE}`],
  ),
  fieldCase(34, "license_expression with metadata 2.1: 400", [
    { license_expression: "MIT", metadata_version: "2.1" },
    `license-expression introduced in metadata version 2.4, not 2.1.${SEE}`,
  ]),
  fieldCase(
    35,
    "summary of 513 characters, of two lines: 400",
    [{ summary: "x".repeat(513) }, `'summary' field must be 512 characters or less.${SEE}`],
    [{ summary: "one\ntwo" }, `'summary' must be a single line.${SEE}`],
  ),
  fieldCase(
    36,
    "project_urls with a label of 33, without an address: 400",
    [
      { project_urls: `${"x".repeat(33)}, https://example.test` },
      `'${"x".repeat(33)}' must be 32 characters or less.${SEE}`,
    ],
    [{ project_urls: "Home, notaurl" }, `'notaurl' is not a valid url.${SEE}`],
    [{ home_page: "foo" }, `'foo' is not a valid url.${SEE}`],
  ),
  {
    id: 37,
    title: "description_content_type text/html: 400; severe rst: 400",
    run: (it) => withRenderer(descriptions, it),
    realClient: true,
  },
  {
    id: 38,
    title: "UNKNOWN counts as absent; unknown form fields are ignored",
    run: (it) => accepted(it, { fields: { summary: "UNKNOWN", home_page: " UNKNOWN ", nonsense: "x" } }),
  },
  {
    id: 39,
    title: "classifiers sent as a file: 400",
    run: (it) =>
      refused(
        it,
        { fields: { classifiers: "x" }, part: { fieldAsFile: "classifiers" } },
        "classifiers: Should not be a tuple.",
      ),
  },
  {
    id: 40,
    title: "a file name with /, .tar.bz2, .egg: 400",
    async run(it) {
      const slash = "Cannot upload a file with '/' or '\\' in the name.";
      await refused(
        it,
        { part: { fileName: "a/b.tar.gz" }, fields: { filetype: "sdist", pyversion: null } },
        slash,
      );
      await refused(it, { part: { fileName: "a\\\\b.whl" } }, slash);
      for (const fileName of ["demo_pkg-1.0.0.tar.bz2", "demo_pkg-1.0.0-py3.12.egg"]) {
        await refused(
          it,
          { part: { fileName } },
          /^Invalid file extension: Use \.tar\.gz, \.whl or \.zip extension\. See /,
        );
      }
      await refused(
        it,
        { part: { fileName: "demo_pkg-1.0.0.tar.gz" } },
        /^Invalid file extension: Extension \.tar\.gz is invalid for filetype bdist_wheel\./,
      );
    },
  },
];
