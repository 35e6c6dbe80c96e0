import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMetadata } from "../../../src/distribution/metadata/metadata.ts";

const head = "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n";

const slugs = (text: string | Uint8Array): readonly string[] =>
  parseMetadata(text).problems.map(({ slug }) => slug);

describe("parseMetadata", () => {
  test("reads every field", () => {
    const metadata = parseMetadata(
      [
        "Metadata-Version: 2.5",
        "Name: demo",
        "Version: 1.0",
        "Dynamic: Classifier",
        "Platform: linux",
        "Supported-Platform: RedHat 7.2",
        "Summary: A demo",
        "Description-Content-Type: text/markdown",
        "Keywords: a, b,,c",
        "Home-page: https://demo.invalid",
        "Download-URL: https://demo.invalid/d",
        "Author: A",
        "Author-email: a@demo.invalid",
        "Maintainer: M",
        "Maintainer-email: m@demo.invalid",
        "License: MIT",
        "License-Expression: MIT",
        "License-File: LICENSE",
        "License-File: NOTICE",
        "Classifier: Topic :: X",
        "Requires-Dist: a",
        "Requires-Dist: b; extra == 'x'",
        "Requires-Python: >=3.9",
        "Requires-External: C",
        "Project-URL: Docs, https://demo.invalid/docs,x",
        "Project-URL: nothing",
        "Provides-Extra: x",
        "Provides-Dist: old",
        "Obsoletes-Dist: older",
        "Import-Name: demo",
        "Import-Namespace: ns",
        "",
        "# Demo",
        "",
      ].join("\r\n"),
    );
    const { raw, ...rest } = metadata;
    expect(rest).toEqual({
      metadataVersion: "2.5",
      name: "demo",
      version: "1.0",
      dynamic: ["Classifier"],
      platforms: ["linux"],
      supportedPlatforms: ["RedHat 7.2"],
      summary: "A demo",
      description: "# Demo\n",
      descriptionContentType: "text/markdown",
      keywords: ["a", "b", "c"],
      homePage: "https://demo.invalid",
      downloadUrl: "https://demo.invalid/d",
      author: "A",
      authorEmail: "a@demo.invalid",
      maintainer: "M",
      maintainerEmail: "m@demo.invalid",
      license: "MIT",
      licenseExpression: "MIT",
      licenseFiles: ["LICENSE", "NOTICE"],
      classifiers: ["Topic :: X"],
      requiresDist: ["a", "b; extra == 'x'"],
      requiresPython: ">=3.9",
      requiresExternal: ["C"],
      projectUrls: [
        { label: "Docs", url: "https://demo.invalid/docs,x" },
        { label: "nothing", url: "" },
      ],
      providesExtra: ["x"],
      providesDist: ["old"],
      obsoletesDist: ["older"],
      importNames: ["demo"],
      importNamespaces: ["ns"],
      problems: [],
    });
    expect(raw.get("license-file")).toEqual(["LICENSE", "NOTICE"]);
  });

  test("absent fields are null or empty", () => {
    const metadata = parseMetadata("");
    expect(metadata).toMatchObject({
      name: "",
      summary: null,
      description: null,
      keywords: [],
      requiresDist: [],
    });
    expect(metadata.problems.map(({ code, field }) => `${code} ${field}`)).toEqual([
      "M006 Metadata-Version",
      "M006 Name",
      "M006 Version",
    ]);
  });

  test("header names may be spelt in any case, keywords divided by blanks", () => {
    expect(parseMetadata(`${head}KEYWORDS: one two\n`).keywords).toEqual(["one", "two"]);
  });

  test("a description in a header is unfolded", () => {
    const folded = "Description: Title\n        =====\n        \n          code\n       |bar\n";
    expect(parseMetadata(head + folded).description).toBe("Title\n=====\n\n  code\nbar");
  });

  test("folded values keep their line break, so that a rule can see it", () => {
    expect(parseMetadata(`${head}Summary: one\n  two\n`).summary).toBe("one\n  two");
  });

  test.each([
    ["Flavour: sweet\n", "unknown-field"],
    ["Name: again\n", "duplicate-field"],
    ["Import-Name: demo\n", "field-newer-than-metadata-version"],
    ["Summary one\n", "malformed-header"],
    ["Description: one\n\ntwo\n", "duplicate-field"],
  ])("%j is reported: %s", (text, slug) => {
    const found = text.startsWith("Description") ? slugs(head + text) : slugs(head + text);
    expect(found).toEqual([slug]);
  });

  test("the line of a problem is told", () => {
    expect(parseMetadata(`${head}Flavour: sweet\n`).problems[0]).toMatchObject({
      code: "M004",
      line: 4,
      field: "Flavour",
    });
    expect(parseMetadata(`${head}oops\nName: demo\n`)).toMatchObject({
      problems: [{ line: 4 }],
      description: "oops\nName: demo\n",
    });
  });

  test("an unknown metadata version, which 2.0 is", () => {
    for (const version of ["2.0", "2.6", "x"])
      expect(slugs(`Metadata-Version: ${version}\nName: a\nVersion: 1\n`)).toEqual([
        "metadata-version-unknown",
      ]);
  });

  test("a field newer than its metadata version is told once, fields as old are fine", () => {
    const text =
      "Metadata-Version: 1.1\nName: a\nVersion: 1\nClassifier: x\nRequires-Dist: b\nRequires-Dist: c\nLicense-File: L\n";
    expect(slugs(text)).toEqual(["field-newer-than-metadata-version"]);
  });

  test("bytes that are no UTF-8 are read as far as possible", () => {
    const metadata = parseMetadata(Buffer.from(`${head}Author: caf\xe9\n`, "latin1"));
    expect(metadata.problems).toMatchObject([{ code: "M027" }]);
    expect(metadata.author).toBe("caf\ufffd");
    expect(parseMetadata(Buffer.from(`${head}Author: café\n`)).author).toBe("café");
  });

  test("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseMetadata(bytes).problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
