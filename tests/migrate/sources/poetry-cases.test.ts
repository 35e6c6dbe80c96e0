import { expect, test } from "vitest";
import { poetrySource } from "../../../src/migrate/sources/poetry.ts";
import type { ProjectModel } from "../../../src/migrate/model/project-model.ts";
import { compareMetadata } from "../../../src/compare/metadata.ts";
import { judge } from "../../../src/migrate/prove/difference.ts";
import { withKnownReasons } from "../../../src/migrate/prove/known-reasons.ts";
import { parseMetadata } from "../../../src/distribution/metadata/metadata.ts";
import cases from "../../vectors/poetry-cases.json" with { type: "json" };
import { noPorts, readTree } from "../support.ts";

/** The tree in which poetry-core was run. */
const DEMO = ["demo/__init__.py"];
const FILES = [
  ...DEMO,
  "demo/.hidden",
  "demo/data.json",
  "demo/nopkg/x.py",
  "demo/py.typed",
  "demo/skip_me.py",
  "demo/sub/__init__.py",
  "demo/sub/skip_me.py",
  "demo/sub/t.txt",
  "extra.py",
  "src/two/__init__.py",
  "src/two/m.py",
  "CHANGELOG.md",
  "LICENSE",
  "tests/__init__.py",
  "tests/test_a.py",
  "docs/i.md",
  "demo-stubs/__init__.pyi",
  "build.py",
];

/** Cases that are refused, by the subject of the refusal. */
const REFUSED: Readonly<Record<string, string>> = {
  "path dep dir": "dependency:a",
  "path dep file": "dependency:a",
  "files package-mode false": "package-mode",
  "files build script": "build-script",
};

test.each(cases)(
  "$name is what poetry-core made of it",
  async ({ name, pyproject, METADATA: metadata, wheel_files: wheel, sdist_files: sdist }) => {
    const texts = Object.fromEntries(
      [...treeOf(name), "README.md", "README.rst"].map((path) => [
        path,
        path === "README.md" ? "r\n" : path === "README.rst" ? "R\n=\n" : "",
      ]),
    );
    const tree = readTree({ ...texts, "pyproject.toml": pyproject });
    const { model, refusals, intentions } = await poetrySource.read(tree, noPorts);
    expect(refusals.map(({ subject }) => subject)).toEqual(name in REFUSED ? [REFUSED[name]] : []);
    if (refusals.length > 0 || metadata === undefined) return;
    const [before, after] = [parseMetadata(metadata), parseMetadata(metadataOf(model))];
    const facts = { before, after, edited: new Set<string>() };
    const differences = withKnownReasons(compareMetadata(before, after), facts)
      .flatMap((each) => each.differences)
      .map((each) => judge(each, intentions, []))
      .filter(({ verdict }) => verdict === "defect");
    expect(differences).toEqual([]);
    const members = (wheel ?? []).filter((path) => !/\.(?:dist-info|data)\//.test(path)).sort();
    expect([...model.wheel.keys()].sort()).toEqual(members);
    expect([...model.sdist].sort()).toEqual((sdist ?? []).filter((path) => path !== "PKG-INFO").sort());
  },
);

/** METADATA as a backend writes it from the model. */
function metadataOf(model: ProjectModel): string {
  const { version, readme } = model;
  const line = (field: string, value: string | null | undefined): readonly string[] =>
    value == null || value === "" ? [] : [`${field}: ${value}`];
  const people = (field: string, all: ProjectModel["authors"]): readonly string[] => [
    ...all.flatMap(({ value }) => (value.email === null ? line(field, value.name) : [])),
    ...line(
      `${field}-email`,
      all
        .flatMap(({ value }) =>
          value.email === null
            ? []
            : [value.name === null ? value.email : `"${value.name}" <${value.email}>`],
        )
        .join(", "),
    ),
  ];
  const extras = [...model.extras].flatMap(([extra, items]) => [
    `Provides-Extra: ${extra}`,
    ...items.map(({ value }) => {
      const [head = "", marker] = value.split(/ ?; /);
      return `Requires-Dist: ${head} ; ${marker === undefined ? "" : `(${marker}) and `}extra == "${extra}"`;
    }),
  ]);
  const body = readme?.value.files.map((file) => (file.endsWith(".md") ? "r\n" : "R\n=\n")).join("\n") ?? "";
  return [
    "Metadata-Version: 2.4",
    `Name: ${model.name.value}`,
    `Version: ${version.kind === "static" ? version.version.value : ""}`,
    ...line("Summary", model.summary?.value),
    ...line("License-Expression", model.license?.value),
    ...line("License", model.licenseText),
    ...line("Keywords", model.keywords.map(({ value }) => value).join(",")),
    ...people("Author", model.authors),
    ...people("Maintainer", model.maintainers),
    ...line("Requires-Python", model.requiresPython?.value),
    ...model.classifiers.map(({ value }) => `Classifier: ${value}`),
    ...model.dependencies.map(({ value }) => `Requires-Dist: ${value}`),
    ...extras,
    ...model.urls.map(({ value }) => `Project-URL: ${value.label}, ${value.url}`),
    ...line("Description-Content-Type", readme?.value.contentType),
    "",
    body,
  ].join("\n");
}

function treeOf(name: string): readonly string[] {
  if (name === "files stub pkg") return [...DEMO, "demo-stubs/__init__.pyi"];
  return name.startsWith("files") ? FILES : DEMO;
}
