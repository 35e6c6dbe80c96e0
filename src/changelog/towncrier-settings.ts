import { fault } from "../findings/fault.ts";
import { TOWNCRIER_TYPES, type FragmentSettings, type FragmentType } from "./fragments.ts";

/** What towncrier's configuration says of files and looks. */
export interface TowncrierSettings extends FragmentSettings {
  readonly directory: string;
  readonly file: string;
  readonly name: string;
  /** With `{name}`, `{version}`, `{project_date}`; null: the default template's; "" for no heading. */
  readonly titleFormat: string | null;
  readonly underlines: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/** Keys whose effect is not imitated: refused by name, because the result would differ. */
const REFUSED: Readonly<Record<string, (value: unknown) => boolean>> = {
  template: (value) => value !== "towncrier:default" && value !== undefined,
  wrap: (value) => value === true,
  single_file: (value) => value === false,
  section: (value) =>
    Array.isArray(value) && value.some((each: Table) => each["path"] !== "" || value.length > 1),
  start_string: (value) => typeof value === "string" && !/towncrier release notes start/.test(value),
};

/**
 * Reads [tool.towncrier] (towncrier 25.8). Throws `changelog/bad-settings` for what would change the result and is
 * not imitated: templates of one's own, several sections, wrapping, one file a release.
 */
export function readTowncrier(table: Table, where: string): TowncrierSettings {
  for (const [key, isRefused] of Object.entries(REFUSED)) {
    if (!isRefused(table[key])) continue;
    const reason = `towncrier's ${key} is not imitated; let towncrier write the changelog`;
    throw fault("changelog/bad-settings", { reason, where });
  }
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
  return {
    directory: text("directory") ?? inPackage.filter((part) => part !== "" && part !== ".").join("/"),
    file,
    name: text("name") ?? "",
    titleFormat: table["title_format"] === false ? "" : text("title_format") || null,
    underlines: list("underlines").length > 0 ? list("underlines") : ["=", "-", "~"],
    types: typesOf(table),
    orphanPrefix: text("orphan_prefix") ?? "+",
    issueFormat: text("issue_format"),
    ignore: list("ignore"),
    allBullets: table["all_bullets"] !== false,
  };
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
