import { normalizeName } from "../../../version/names.ts";
import { isTable, tableOf } from "../../../tree/pyproject-project.ts";
import { tomlComments } from "../../../tree/edit/toml-comments.ts";
import type { KeyPath, TomlFile, TomlValue } from "../../../tree/formats/toml-file.ts";
import { noted, type Noted } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { text, texts, type Table } from "../project-table.ts";
import { toSpecifier } from "./constraint.ts";
import { joinMarkers, platformMarker, pythonMarker } from "./python.ts";

/** Dependencies of one table of Poetry as requirements (PEP 508). */
export interface PoetryRequirement {
  readonly name: string;
  readonly requirement: Noted<string>;
  readonly isOptional: boolean;
  /** The extra that its own markers ask for; empty: they only exclude some; null: they name none. */
  readonly extra: string | null;
  /** A path of the tree that it stands for: only a dependency group can have it. */
  readonly source: Table | null;
}

/** The requirements of a table of dependencies; `python` is none. */
export function readRequirements(
  toml: TomlFile,
  base: KeyPath,
  book: RemarkBook,
): readonly PoetryRequirement[] {
  return Object.entries(tableOf(toml.get(base))).flatMap(([name, given]) => {
    if (name.toLowerCase() === "python") return [];
    const path = [...base, name];
    const several = Array.isArray(given) ? (given as readonly TomlValue[]) : [given];
    return several.map((each, at) => {
      const { extra, rest } = withoutExtra(name, text(tableOf(each)["markers"]) ?? "", book);
      const value = extra === null ? each : { ...tableOf(each), markers: rest };
      const comments = Array.isArray(given)
        ? tomlComments(toml, at === 0 ? path : [...path, at])
        : tomlComments(toml, path);
      return {
        ...readRequirement(name, value),
        extra,
        requirement: noted(requirementText(name, value, book), comments),
      };
    });
  });
}

function readRequirement(name: string, value: TomlValue): Omit<PoetryRequirement, "requirement" | "extra"> {
  const table = tableOf(value);
  const source =
    typeof table["path"] === "string"
      ? { path: table["path"], ...(table["develop"] === true && { editable: true }) }
      : null;
  return { name: normalizeName(name), isOptional: table["optional"] === true, source };
}

/**
 * Markers without the one extra that they ask for, which the list of that extra says (`extra == "cpu" and extra != "gpu"`).
 * Extras that are named otherwise have no place in a list.
 */
function withoutExtra(
  name: string,
  markers: string,
  book: RemarkBook,
): { readonly extra: string | null; readonly rest: string } {
  if (!/\bextra\b/.test(markers)) return { extra: null, rest: markers };
  const terms = /[()]|\bor\b/.test(markers) ? [] : markers.trim().split(/\s+and\s+/);
  const asked = terms.flatMap((term) => /^extra\s*==\s*(["'])([^"']+)\1$/.exec(term)?.[2] ?? []);
  const [extra = ""] = asked;
  if (terms.length === 0 || asked.length > 1) {
    book.refuse(
      `dependency:${name}`,
      `${name}: the markers "${markers}" name extras in a way that a list of extras cannot express`,
      'write one dependency for each extra, with extra == "NAME" and no or',
    );
    return { extra: null, rest: "" };
  }
  const rest = terms.filter((term) => !/^extra\s*==/.test(term)).join(" and ");
  return { extra: normalizeName(extra), rest };
}

function requirementText(name: string, value: TomlValue, book: RemarkBook): string {
  if (typeof value === "string") return name + specifier(name, value, book);
  if (!isTable(value)) return name;
  const extras = texts(value["extras"]).map(normalizeName).sort();
  const head = name + (extras.length === 0 ? "" : `[${extras.join(",")}]`);
  const address = addressOf(value);
  const marker = markerOf(name, value, book);
  const tail = marker === "" ? "" : address === null ? `; ${marker}` : ` ; ${marker}`;
  if (address !== null) return `${head} @ ${address}${tail}`;
  remark(name, value, book);
  return head + specifier(name, text(value["version"]) ?? "*", book) + tail;
}

function specifier(name: string, constraint: string, book: RemarkBook): string {
  const read = toSpecifier(constraint);
  if ("error" in read) {
    book.refuse(`dependency:${name}`, `${name}: ${read.error}`, read.help);
    return "";
  }
  if (read.isMerged)
    book.intend(
      "requires-dist",
      normalizeName(name),
      `Poetry writes the invalid specifier "${constraint}", which PyPI rejects; ${read.specifier} allows the same releases`,
    );
  return read.specifier;
}

function markerOf(name: string, table: Table, book: RemarkBook): string {
  const python = text(table["python"]);
  const marker = python === null ? "" : pythonMarker(python);
  if (marker === null)
    book.refuse(
      `dependency:${name}`,
      `${name}: "${python}" is not a Python constraint that Poetry accepts`,
      "write a PEP 440 specifier",
    );
  const platform = text(table["platform"]);
  return joinMarkers([
    text(table["markers"]) ?? "",
    marker ?? "",
    platform === null ? "" : platformMarker(platform),
  ]);
}

/** The address of a dependency that comes from no index; a path is handled by its group. */
function addressOf(table: Table): string | null {
  const subdirectory = text(table["subdirectory"]);
  const fragment = subdirectory === null ? "" : `#subdirectory=${subdirectory}`;
  const git = text(table["git"]);
  if (git !== null) {
    const reference = text(table["rev"]) ?? text(table["tag"]) ?? text(table["branch"]);
    // The short form of SSH: user@host:path.
    const url = git.replace(/^([^/:@]+@[^/:]+):(?!\/)/, "ssh://$1/");
    return `git+${url}${reference === null ? "" : `@${reference}`}${fragment}`;
  }
  const url = text(table["url"]);
  return url === null ? null : url + fragment;
}

function remark(name: string, table: Table, book: RemarkBook): void {
  if (typeof table["source"] === "string")
    book.note(
      `${name} comes from the source "${table["source"]}", which metadata cannot express: configure the index in your installer`,
    );
  if (table["allow-prereleases"] === true)
    book.note(
      `allow-prereleases of ${name} is a setting of Poetry's resolver, and metadata has no counterpart`,
    );
}
