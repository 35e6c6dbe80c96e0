import { lineEnding, lineEnd } from "../../tree/edit/text-lines.ts";
import { addTomlItem, removeTomlItem, removeTomlKey } from "../../tree/edit/toml-edit.ts";
import type { TomlComment } from "../../tree/edit/toml-comments.ts";
import { renderPath } from "../../tree/edit/toml-render.ts";
import { startsWith } from "../../tree/edit/toml-find.ts";
import { isTable } from "../../tree/pyproject-project.ts";
import { tomlSyntax, type KeyPath, type TomlFile, type TomlValue } from "../../tree/formats/toml-file.ts";
import { applyChanges } from "../../text/file-edit.ts";
import { normalizeName } from "../../version/names.ts";
import { noted, type Noted, type ProjectModel } from "../model/project-model.ts";
import type { TargetPlan } from "../targets/target.ts";
import { edit, isSameValue, parse, set } from "./edit-text.ts";
import {
  projectFields,
  renderGroups,
  renderProject,
  renderTable,
  type TomlStyle,
  SOURCES,
} from "./render-project.ts";
import { keptLines, replacement, tablesAt, type TablesGone } from "./replace-tables.ts";

/** What of pyproject.toml goes with the old backend. */
export interface Replaced {
  readonly replaces: readonly KeyPath[];
  /** Keys in these tables that stay as they are. */
  readonly unknown?: readonly KeyPath[];
  /** Names of the requirements of [build-system] that go, besides those of known backends. */
  readonly buildRequires: readonly string[];
}

/** Requirements of [build-system] that no other backend needs. */
const OF_BACKENDS: ReadonlySet<string> = new Set([
  "flit",
  "flit-core",
  "flit-scm",
  "hatch",
  "hatchling",
  "hatch-vcs",
  "pdm",
  "pdm-backend",
  "pdm-pep517",
  "poetry",
  "poetry-core",
  "setuptools",
  "setuptools-scm",
  "uv-build",
  "wheel",
]);

/** pyproject.toml for another backend. What need not change stays as it is, with its order, comments and line endings. */
export function writePyproject(
  file: TomlFile | null,
  model: ProjectModel,
  plan: TargetPlan,
  replaced: Replaced,
): string {
  const text = file?.text ?? "";
  const style: TomlStyle = { end: lineEnding(text), indent: indentOf(text) };
  const start = file ?? parse("");
  const hasProject = start.get(["project"]) !== undefined;
  const hasSources = start.get(SOURCES) !== undefined;
  const shown = hasSources ? { ...model, localSources: new Map() } : model;
  const gone = tablesAt(start, replaced.replaces, replaced.unknown);
  const kept = new Map(keptLines(start, replaced.replaces, replaced.unknown ?? []));
  const tables = plan.tables
    .filter(
      ([path]) => start.get(path) === undefined || replaced.replaces.some((each) => startsWith(path, each)),
    )
    .map(([path, table]) => {
      const header = renderPath(path);
      const lines = kept.get(header) ?? [];
      kept.delete(header);
      return renderTableOf(path, table, style) + lines.map((line) => line + style.end).join("");
    });
  for (const [table, lines] of kept) tables.push([`[${table}]`, ...lines, ""].join(style.end));
  const block = [
    ...orphans(gone, hasProject ? [] : commentsIn(model), style),
    [...(hasProject ? lateGroups(start, shown, style) : [renderProject(shown, plan, style)]), ...tables].join(
      style.end,
    ),
  ].join(style.end);
  let written = insert(start, gone, block, style);
  if (hasProject) written = updateProject(written, model, plan);
  written = updateBuildSystem(written, plan, replaced);
  for (const [path, table] of plan.tables) {
    if (start.get(path) === undefined || replaced.replaces.some((each) => startsWith(path, each))) continue;
    for (const [key, value] of Object.entries(table)) written = set(written, [...path, key], value);
  }
  // What uv is told already counts.
  for (const [name, source] of hasSources ? model.localSources : [])
    if (start.get([...SOURCES, name]) === undefined) written = set(written, [...SOURCES, name], source);
  return tidied(written, style.end);
}

function indentOf(text: string): string {
  return /^[^\n]*=\s*\[\s*\n([ \t]+)["'{#]/m.exec(text)?.[1] ?? "    ";
}

function renderTableOf(
  path: readonly string[],
  table: Readonly<Record<string, TomlValue>>,
  style: TomlStyle,
): string {
  const fields = Object.entries(table).map(
    ([key, value]) =>
      [
        key,
        Array.isArray(value) ? (value as readonly TomlValue[]).map((each) => noted(each)) : noted(value),
      ] as const,
  );
  const text = renderTable(path, fields, style, true);
  return text === "" ? `[${renderPath(path)}]${style.end}` : text;
}

/** Comments that nothing took along stay, in front of what replaces their table. */
function orphans(
  { comments }: TablesGone,
  carried: readonly TomlComment[],
  { end }: TomlStyle,
): readonly string[] {
  const taken = new Set(carried.map(({ start }) => start));
  const left = comments.filter(({ start }) => !taken.has(start));
  return left.length === 0 ? [] : [left.map(({ text }) => text).join(end)];
}

function commentsIn(model: ProjectModel): readonly TomlComment[] {
  const found: TomlComment[] = [];
  const visit = (value: unknown): void => {
    if (value instanceof Map) for (const each of value.values()) visit(each);
    else if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === "object" && value !== null) {
      const { comments, above, beside } = value as Partial<Noted<unknown>> & {
        above?: TomlComment[];
        beside?: TomlComment | null;
      };
      if (above !== undefined) found.push(...above, ...(beside == null ? [] : [beside]));
      else if (comments !== undefined) visit(comments);
      else for (const each of Object.values(value)) visit(each);
    }
  };
  visit({ ...model, wheel: null, sdist: null });
  return found;
}

/** Groups that [dependency-groups] does not have, when [project] stays as it is. */
function lateGroups(file: TomlFile, model: ProjectModel, style: TomlStyle): readonly string[] {
  return file.get(["dependency-groups"]) === undefined
    ? renderGroups(model.groups, model, style)
    : renderGroups(new Map(), model, style);
}

function insert(file: TomlFile, gone: TablesGone, block: string, style: TomlStyle): string {
  const { text } = file;
  if (block.trim() === "") return applyChanges(text, replacement(gone, ""));
  if (gone.ranges.length > 0) return applyChanges(text, replacement(gone, `${block}${style.end}`));
  if (text.trim() === "") return block;
  const at = endOfProject(file);
  const open = at > 0 && text[at - 1] !== "\n" ? style.end : "";
  return applyChanges(text, [
    ...replacement(gone, ""),
    { start: at, end: at, text: `${open}${style.end}${block}${at === text.length ? "" : style.end}` },
  ]);
}

/** Behind the last table of [project], else behind [build-system], else at the end. */
function endOfProject(file: TomlFile): number {
  const tables = tomlSyntax(file)?.body[0].body.filter((node) => node.type === "TOMLTable") ?? [];
  const last =
    tables.findLast(({ resolvedKey }) => resolvedKey[0] === "project") ??
    tables.findLast(({ resolvedKey }) => resolvedKey[0] === "build-system");
  if (last === undefined) return file.text.length;
  const end = lineEnd(file.text, (last.body.at(-1) ?? last.key).range[1]);
  return Math.min(file.text.length, end + (file.text.startsWith("\r\n", end) ? 2 : 1));
}

/** Fields that go where the model has none: classifiers of licenses give way to an expression. */
const EMPTIED: ReadonlySet<string> = new Set(["classifiers", "dynamic", "version"]);

/** Only what differs is touched. A readme that is a text, and what is not in the model, stays. */
function updateProject(before: string, model: ProjectModel, plan: TargetPlan): string {
  let text = before;
  const had = parse(before);
  for (const [name, field] of projectFields(model, plan)) {
    const path = ["project", name];
    // The older table `license = { file = … }` goes with no list of files (PEP 639).
    if (name === "license-files" && model.license === null && isTable(had.get(["project", "license"])))
      continue;
    const value: TomlValue | null =
      field === null
        ? null
        : Array.isArray(field)
          ? (field as readonly Noted<TomlValue>[]).map((each) => each.value)
          : (field as Noted<TomlValue>).value;
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) text = isSame(had.get(path), value, name) ? text : setField(text, path, value);
    else if (had.get(path) !== undefined && EMPTIED.has(name))
      text = edit(text, (file) => removeTomlKey(file, path));
  }
  for (const [name, value] of Object.entries(plan.project ?? {})) text = set(text, ["project", name], value);
  for (const [key, points] of [
    ["scripts", model.scripts],
    ["gui-scripts", model.guiScripts],
  ] as const)
    for (const { value } of points) text = set(text, ["project", key, value.name], value.target);
  for (const [group, points] of model.entryPoints)
    for (const { value } of points)
      text = set(text, ["project", "entry-points", group, value.name], value.target);
  for (const [extra, items] of model.extras)
    text = set(
      text,
      ["project", "optional-dependencies", extra],
      items.map(({ value }) => value),
    );
  for (const { value } of model.urls) text = set(text, ["project", "urls", value.label], value.url);
  for (const [group, items] of model.groups)
    text = set(
      text,
      ["dependency-groups", group],
      items.map(({ value }) => value as TomlValue),
    );
  return text;
}

/** Items that go are taken out one by one, so that the others keep their lines and comments. */
function setField(before: string, path: readonly string[], value: TomlValue): string {
  let text = before;
  const had = parse(before).get(path);
  if (!Array.isArray(had) || !Array.isArray(value)) return set(text, path, value);
  for (let at = had.length - 1; at >= 0; at -= 1)
    if (!value.some((each) => isSameValue(each, had[at])))
      text = edit(text, (file) => removeTomlItem(file, [...path, at]));
  return set(text, path, value);
}

/** Forms that mean the same: a readme with its usual content type, a list of license files that is not given. */
function isSame(had: TomlValue | undefined, value: TomlValue, name: string): boolean {
  if (name === "license-files" && had !== undefined) return true;
  if (name === "readme" && typeof had === "object" && !Array.isArray(had) && "file" in had) return true;
  return isSameValue(had, value);
}

function updateBuildSystem(before: string, plan: TargetPlan, { buildRequires }: Replaced): string {
  let text = before;
  const file = parse(before);
  if (file.get(["build-system"]) === undefined) {
    const style = { end: lineEnding(before), indent: indentOf(before) };
    const block = renderTable(
      ["build-system"],
      [
        ["requires", plan.requires.map((each) => noted(each))],
        ["build-backend", noted(plan.buildBackend)],
      ],
      style,
    );
    return `${block}${before === "" ? "" : style.end}${before}`;
  }
  const had = file.get(["build-system", "requires"]);
  const names = new Set(plan.requires.map(nameOf));
  const stay = (each: unknown): boolean =>
    typeof each === "string" &&
    (plan.requires.includes(each) ||
      (!OF_BACKENDS.has(nameOf(each)) && !buildRequires.includes(nameOf(each)) && !names.has(nameOf(each))));
  const old = Array.isArray(had) ? (had as readonly unknown[]) : [];
  if (old.some(stay)) {
    for (let at = old.length - 1; at >= 0; at -= 1)
      if (!stay(old[at])) text = edit(text, (now) => removeTomlItem(now, ["build-system", "requires", at]));
    for (const each of plan.requires)
      if (!old.includes(each))
        text = edit(text, (now) => addTomlItem(now, ["build-system", "requires"], each));
  } else text = set(text, ["build-system", "requires"], plan.requires);
  // Where the old backend was imported from: a project that builds itself.
  if (file.get(["build-system", "backend-path"]) !== undefined)
    text = edit(text, (now) => removeTomlKey(now, ["build-system", "backend-path"]));
  return set(text, ["build-system", "build-backend"], plan.buildBackend);
}

function nameOf(requirement: string): string {
  return normalizeName(/^\s*([A-Za-z0-9._-]+)/.exec(requirement)?.[1] ?? "");
}

/** Two blank lines at most where tables went, and one line ending at the end; a string keeps its own. */
function tidied(before: string, end: string): string {
  const text = edit(before, (file) => {
    const tokens = tomlSyntax(file)?.tokens ?? [];
    const strings = tokens.filter(({ type }) => type.startsWith("MultiLine"));
    return Array.from(before.matchAll(new RegExp(`(?:${end}){4,}`, "g")), ({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
      text: end.repeat(3),
    })).filter(({ start }) => !strings.some(({ range }) => range[0] < start && start < range[1]));
  });
  return `${text.trim()}${end}`;
}
