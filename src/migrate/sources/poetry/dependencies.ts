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
  /** A path of the tree that it stands for: only a dependency group can have it. */
  readonly source: Table | null;
}

/** The requirements of a table of dependencies; `python` is none. */
export function readRequirements(
  toml: TomlFile,
  base: KeyPath,
  book: RemarkBook,
): readonly PoetryRequirement[] {
  return Object.entries(tableOf(toml.get(base))).flatMap(([name, value]) => {
    if (name.toLowerCase() === "python") return [];
    const path = [...base, name];
    const several = Array.isArray(value) ? (value as readonly TomlValue[]) : [value];
    return several.flatMap((each, at) => {
      if (/\bextra\b/.test(text(tableOf(each)["markers"]) ?? "")) {
        book.note(
          `the markers of ${name} name an extra: Poetry leaves such a dependency out of the metadata, and so does the migration`,
        );
        return [];
      }
      const comments = Array.isArray(value)
        ? tomlComments(toml, at === 0 ? path : [...path, at])
        : tomlComments(toml, path);
      return {
        ...readRequirement(name, each),
        requirement: noted(requirementText(name, each, book), comments),
      };
    });
  });
}

function readRequirement(name: string, value: TomlValue): Omit<PoetryRequirement, "requirement"> {
  const table = tableOf(value);
  const source =
    typeof table["path"] === "string"
      ? { path: table["path"], ...(table["develop"] === true && { editable: true }) }
      : null;
  return { name: normalizeName(name), isOptional: table["optional"] === true, source };
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
      `Poetry writes the invalid specifier "${constraint}", which PyPI rejects; ${read.specifier} admits the same releases`,
    );
  return read.specifier;
}

function markerOf(name: string, table: Table, book: RemarkBook): string {
  const python = text(table["python"]);
  const marker = python === null ? "" : pythonMarker(python);
  if (marker === null)
    book.refuse(
      `dependency:${name}`,
      `${name}: "${python}" is no Python constraint that Poetry reads`,
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
      `${name} comes from the source "${table["source"]}", which metadata cannot say: name the index in the settings of your installer`,
    );
  if (table["allow-prereleases"] === true)
    book.note(`allow-prereleases of ${name} is a setting of Poetry's resolver, and not in the metadata`);
}
