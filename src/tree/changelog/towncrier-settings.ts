import { TOWNCRIER_TYPES, type FragmentSettings, type FragmentType } from "./fragments.ts";

/** What towncrier's configuration says of files and looks. */
export interface TowncrierSettings extends FragmentSettings {
  readonly directory: string;
  readonly file: string;
  readonly name: string;
  /** With `{name}`, `{version}`, `{project_date}`; null: the default template's; "" for no heading. */
  readonly titleFormat: string | null;
  readonly underlines: readonly string[];
  /** Directories of the sections, below the fragments'; "" is that itself. */
  readonly sections: readonly string[];
  /** Only towncrier itself can write what these settings ask for: templates, sections, wrapping, a file a release. */
  readonly needsTowncrier: boolean;
  readonly package: string;
  /** Files and directories that it reads besides its configuration and the changelog. */
  readonly reads: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/** Settings whose effect is not imitated. */
const NOT_IMITATED: Readonly<Record<string, (value: unknown) => boolean>> = {
  template: (value) => value !== "towncrier:default" && value !== undefined,
  wrap: (value) => value === true,
  single_file: (value) => value === false,
  section: (value) =>
    Array.isArray(value) && value.some((each: Table) => each["path"] !== "" || value.length > 1),
  start_string: (value) => typeof value === "string" && !/towncrier release notes start/.test(value),
};

/** Reads [tool.towncrier] (towncrier 25.8). */
export function readTowncrier(table: Table): TowncrierSettings {
  const text = (key: string): string | null => {
    const value = table[key];
    return typeof value === "string" ? value : null;
  };
  const inPackage = [text("package_dir") ?? ".", text("package") ?? "", "newsfragments"];
  const list = (key: string): readonly string[] => {
    const value = table[key];
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
  };
  const file = text("filename") ?? "NEWS.rst";
  const directory = text("directory") ?? inPackage.filter((part) => part !== "" && part !== ".").join("/");
  return {
    directory: directory.replace(/\/+$/, ""),
    package: text("package") ?? "",
    reads: [directory.replace(/\/+$/, ""), ...(text("template")?.split(":").slice(0, 1) ?? [])],
    file,
    name: text("name") ?? "",
    titleFormat: table["title_format"] === false ? "" : text("title_format") || null,
    underlines: list("underlines").length > 0 ? list("underlines") : ["=", "-", "~"],
    types: typesOf(table),
    orphanPrefix: text("orphan_prefix") ?? "+",
    issueFormat: text("issue_format"),
    // The template may lie among the fragments.
    ignore: [...list("ignore"), ...(text("template")?.split(/[/:]/).slice(-1) ?? [])],
    allBullets: table["all_bullets"] !== false,
    sections: sectionsOf(table["section"]),
    needsTowncrier: Object.entries(NOT_IMITATED).some(([key, isSet]) => isSet(table[key])),
  };
}

function sectionsOf(value: unknown): readonly string[] {
  const paths = Array.isArray(value) ? value.map((each: Table) => each["path"]) : [];
  const named = paths.filter((path) => typeof path === "string");
  return named.length > 0 ? named : [""];
}

function typesOf(table: Table): readonly FragmentType[] {
  const fragment = table["fragment"];
  if (typeof fragment === "object" && fragment !== null && Object.keys(fragment).length > 0) {
    return Object.entries(fragment as Record<string, Table>)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, options]) => ({
        id,
        title: typeof options["name"] === "string" ? options["name"] : capitalized(id),
        showContent: options["showcontent"] !== false,
      }));
  }
  if (!Array.isArray(table["type"]) || table["type"].length === 0) return TOWNCRIER_TYPES;
  return (table["type"] as readonly Table[]).map((type) => ({
    id: typeof type["directory"] === "string" ? type["directory"] : "",
    title: typeof type["name"] === "string" ? type["name"] : "",
    showContent: type["showcontent"] !== false,
  }));
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
