import { compareVersions, formatVersion, parseVersion } from "../../../version/pep440.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { isTable, tableOf } from "../../../tree/pyproject-project.ts";
import { tomlComments } from "../../../tree/edit/toml-comments.ts";
import type { KeyPath, TomlFile, TomlValue } from "../../../tree/formats/toml-file.ts";
import {
  noted,
  type EntryPointModel,
  type Noted,
  type Person,
  type ProjectModel,
} from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { classifiersBeside, readLicense } from "../licenses.ts";
import { text, texts } from "../project-table.ts";
import { toRequiresPython } from "./python.ts";

const BASE = ["tool", "poetry"];

/** The Pythons for which poetry-core 2.5 adds classifiers by itself. */
const PYTHONS = [
  "2.7",
  "3.4",
  "3.5",
  "3.6",
  "3.7",
  "3.8",
  "3.9",
  "3.10",
  "3.11",
  "3.12",
  "3.13",
  "3.14",
  "3.15",
];

type Metadata = Pick<
  ProjectModel,
  | "summary"
  | "readme"
  | "requiresPython"
  | "license"
  | "licenseText"
  | "authors"
  | "maintainers"
  | "keywords"
  | "classifiers"
  | "urls"
>;

/** What [tool.poetry] says of the project, and what Poetry makes of it. */
export function readMetadata(
  toml: TomlFile,
  book: RemarkBook,
  project: Pick<ProjectModel, "requiresPython" | "license"> | null,
): Metadata {
  const at = (key: string): Noted<string> | null => {
    const value = text(toml.get([...BASE, key]));
    return value === null ? null : noted(value, tomlComments(toml, [...BASE, key]));
  };
  const license = readLicense(at("license")?.value ?? null, book);
  const requiresPython = project?.requiresPython ?? python(toml, book);
  const authors = people(toml, "authors", book);
  const maintainers = people(toml, "maintainers", book);
  remarkPeople({ authors, maintainers }, book);
  return {
    summary: at("description"),
    readme: readme(toml),
    requiresPython,
    ...license,
    ...(license.license !== null && { license: noted(license.license.value, at("license")?.comments) }),
    authors,
    maintainers,
    keywords: list(toml, "keywords"),
    classifiers: [
      ...classifiers(toml, license.license ?? project?.license ?? null, requiresPython?.value ?? "", book),
      // What Poetry makes of a license that it does not know.
      ...(license.licenseText === null ? [] : [noted("License :: Other/Proprietary License")]),
    ],
    urls: urls(toml),
  };
}

/** Poetry has room for one of each. */
export function remarkPeople(
  { authors, maintainers }: Pick<ProjectModel, "authors" | "maintainers">,
  book: RemarkBook,
): void {
  for (const [code, listed] of [
    ["author", authors],
    ["maintainer", maintainers],
  ] as const)
    if (listed.length > 1)
      book.intend(
        code,
        null,
        `Poetry writes only the first of the ${listed.length} ${code}s into the metadata`,
      );
}

/** A version as Poetry writes it, in the normal form. */
export function normalVersion(written: string): string {
  const version = parseVersion(written);
  return version === null ? written : formatVersion(version);
}

function list(toml: TomlFile, key: string): readonly Noted<string>[] {
  return texts(toml.get([...BASE, key])).map((value, position) =>
    noted(value, tomlComments(toml, [...BASE, key, position])),
  );
}

function readme(toml: TomlFile): ProjectModel["readme"] {
  const value = toml.get([...BASE, "readme"]);
  const files = (typeof value === "string" ? [value] : texts(value)).filter((file) => file !== "");
  const [first] = files;
  if (first === undefined) return null;
  return noted({ files, contentType: contentType(first) }, tomlComments(toml, [...BASE, "readme"]));
}

function contentType(file: string): string {
  if (file.endsWith(".rst")) return "text/x-rst";
  return /\.(?:md|markdown)$/.test(file) ? "text/markdown" : "text/plain";
}

function python(toml: TomlFile, book: RemarkBook): ProjectModel["requiresPython"] {
  const path = [...BASE, "dependencies", "python"];
  const written = text(toml.get(path));
  if (written === null) return null;
  const read = toRequiresPython(written);
  if ("error" in read) {
    book.refuse("dependency:python", `python: ${read.error}`, read.help);
    return null;
  }
  if (read.differs !== undefined) book.intend("requires-python", null, read.differs);
  if (/<\s*4(?:\.0)*(?:,|$)/.test(read.specifier))
    book.note(
      "requires-python keeps Poetry's upper bound <4: it causes conflicts in other projects' resolvers; remove it if you can",
    );
  return read.specifier === "" ? null : noted(read.specifier, tomlComments(toml, path));
}

/** With those that Poetry adds: they are in today's metadata. A license expression takes the place of its classifiers. */
function classifiers(
  toml: TomlFile,
  license: ProjectModel["license"],
  requiresPython: string,
  book: RemarkBook,
): readonly Noted<string>[] {
  const written = classifiersBeside(list(toml, "classifiers"), license?.value ?? null, book);
  const known = new Set(written.map(({ value }) => value));
  const added = pythonClassifiers(requiresPython).filter((each) => !known.has(each));
  return [...written, ...added.map((each) => noted(each))];
}

function pythonClassifiers(requiresPython: string): readonly string[] {
  const set = parseSpecifierSet(requiresPython);
  // Poetry asks whether the first release of each minor is admitted: `>=3.9.1` gets no classifier for 3.9.
  const minors = PYTHONS.filter((minor) => set?.contains(minor) ?? true);
  const majors = [...new Set(minors.map((minor) => minor.split(".")[0] ?? ""))];
  return [...majors, ...minors]
    .sort(byNumber)
    .map((version) => `Programming Language :: Python :: ${version}`);
}

function byNumber(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left === null || right === null ? 0 : compareVersions(left, right) || a.length - b.length;
}

function people(toml: TomlFile, key: "authors" | "maintainers", book: RemarkBook): readonly Noted<Person>[] {
  return list(toml, key).map(({ value, comments }) => {
    const [, name = "", email] = /^([^<>]*?)\s*(?:<([^<>]*)>)?\s*$/.exec(value) ?? [];
    if (name === "" && email === undefined)
      book.note(`${key}: "${value}" is not a name and email address; it is kept as a name`);
    return noted(
      { name: name === "" ? (email === undefined ? value : null) : name, email: email ?? null },
      comments,
    );
  });
}

/** `[tool.poetry.urls]` wins over the three keys of their own. */
function urls(toml: TomlFile): ProjectModel["urls"] {
  const found = new Map<string, Noted<{ label: string; url: string }>>();
  const add = (label: string, path: KeyPath): void => {
    const url = text(toml.get(path));
    if (url !== null) found.set(label, noted({ label, url }, tomlComments(toml, path)));
  };
  for (const label of ["Homepage", "Repository", "Documentation"]) add(label, [...BASE, label.toLowerCase()]);
  for (const label of Object.keys(tableOf(toml.get([...BASE, "urls"])))) add(label, [...BASE, "urls", label]);
  return [...found.values()];
}

/** Scripts that call a function, and files that are programs as they are. */
export function readScripts(toml: TomlFile, book: RemarkBook): Pick<ProjectModel, "scripts" | "scriptFiles"> {
  const scripts: Noted<EntryPointModel>[] = [];
  const scriptFiles: string[] = [];
  for (const [name, value] of Object.entries(tableOf(toml.get([...BASE, "scripts"])))) {
    const comments = tomlComments(toml, [...BASE, "scripts", name]);
    const target =
      typeof value === "string"
        ? value
        : isTable(value) && value["type"] === "console"
          ? text(value["reference"])
          : null;
    if (target !== null) scripts.push(noted({ name, target }, comments));
    else if (isTable(value) && value["type"] === "file" && typeof value["reference"] === "string")
      scriptFiles.push(value["reference"]);
    else
      book.note(
        `Poetry installs no command for the script "${name}", and neither does the new backend: ${told(value)}`,
      );
    if (isTable(value) && value["extras"] !== undefined)
      book.note(`the script "${name}" names extras, which Poetry also omits from the metadata`);
  }
  return { scripts, scriptFiles };
}

function told(value: TomlValue): string {
  return isTable(value) && value["type"] === undefined
    ? 'it has no type = "console"'
    : "it is not an object reference";
}

/** `[tool.poetry.plugins]`: entry points. Those of the group of scripts are scripts. */
export function readPlugins(toml: TomlFile): Map<string, readonly Noted<EntryPointModel>[]> {
  const groups = new Map<string, readonly Noted<EntryPointModel>[]>();
  for (const group of Object.keys(tableOf(toml.get([...BASE, "plugins"])))) {
    const base = [...BASE, "plugins", group];
    const points = Object.entries(tableOf(toml.get(base))).flatMap(([name, target]) =>
      typeof target === "string" ? [noted({ name, target }, tomlComments(toml, [...base, name]))] : [],
    );
    if (points.length > 0) groups.set(group, points);
  }
  return groups;
}
