import { normalizeName } from "../../../version/names.ts";
import { keysOf } from "../../../tree/pyproject-project.ts";
import { commentsAtEnd, tomlComments, type TomlComments } from "../../../tree/edit/toml-comments.ts";
import type { KeyPath, TomlFile } from "../../../tree/formats/toml-file.ts";
import { noted, type GroupItem, type Noted, type ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { readGroups, remarkDirectory, texts } from "../project-table.ts";
import { readRequirements } from "./dependencies.ts";

const BASE = ["tool", "poetry"];

/** Tables that become one each. */
const TABLES: readonly (readonly [table: string, path: KeyPath])[] = [
  ["project", BASE],
  ["project.optional-dependencies", [...BASE, "extras"]],
  ["project.scripts", [...BASE, "scripts"]],
  ["project.urls", [...BASE, "urls"]],
];

/** Groups of Poetry, the old `dev-dependencies`, and those of [dependency-groups]: members of one name are joined. */
export function readGroupTables(
  toml: TomlFile,
  book: RemarkBook,
): Pick<ProjectModel, "groups" | "localSources" | "headings"> {
  const groups = new Map<string, readonly Noted<GroupItem>[]>(readGroups(toml));
  const headings = new Map<string, TomlComments>();
  for (const extra of keysOf(toml, [...BASE, "extras"]))
    headings.set(`extras.${normalizeName(extra)}`, tomlComments(toml, [...BASE, "extras", extra]));
  for (const [table, path] of TABLES) {
    const { above, beside } = tomlComments(toml, path);
    headings.set(`tables.${table}`, { above: [...above, ...commentsAtEnd(toml, path)], beside });
  }
  headings.set("dependencies", around(toml, [...BASE, "dependencies"]));
  const localSources = new Map<string, Readonly<Record<string, string | boolean>>>();
  const add = (group: string, path: readonly string[], included: readonly string[]): void => {
    const read = readRequirements(toml, path, book);
    for (const { name, source } of read) {
      if (source === null) continue;
      localSources.set(name, source as Record<string, string | boolean>);
      remarkDirectory(name, group, book);
    }
    const items = [
      ...included.map((each) => noted<GroupItem>({ "include-group": each })),
      ...read.map(({ requirement }) => requirement),
    ];
    headings.set(`groups.${group}`, around(toml, path));
    groups.set(group, [...(groups.get(group) ?? []), ...items]);
  };
  for (const group of keysOf(toml, [...BASE, "group"])) {
    const base = [...BASE, "group", group];
    add(group, [...base, "dependencies"], texts(toml.get([...base, "include-groups"])));
    if (toml.get([...base, "optional"]) === true)
      book.note(
        `the group "${group}" is optional in Poetry; with uv, leave it out of tool.uv.default-groups`,
      );
  }
  if (toml.get([...BASE, "dev-dependencies"]) !== undefined) add("dev", [...BASE, "dev-dependencies"], []);
  return { groups, localSources, headings };
}

/** The comments above a table, and those at its end: they belong to the list that it becomes. */
function around(toml: TomlFile, path: KeyPath): TomlComments {
  return { above: [...tomlComments(toml, path).above, ...commentsAtEnd(toml, path)], beside: null };
}
