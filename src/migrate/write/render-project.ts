import { renderKey, renderPath, renderToml } from "../../tree/edit/toml-render.ts";
import { NO_COMMENTS, type TomlComments } from "../../tree/edit/toml-comments.ts";
import type { TomlValue } from "../../tree/formats/toml-file.ts";
import {
  noted,
  type EntryPointModel,
  type GroupItem,
  type Noted,
  type ProjectModel,
  type ReadmeModel,
} from "../model/project-model.ts";
import type { TargetPlan } from "../targets/target.ts";

/** How a file is written: its line ending and the indentation of its arrays. */
export interface TomlStyle {
  readonly end: string;
  readonly indent: string;
}

const WIDTH = 88;

/** Where uv is told of directories that stand for members of groups. */
export const SOURCES: readonly string[] = ["tool", "uv", "sources"];

/** A key with its value, and its comments. */
type Field = readonly [name: string, value: FieldValue, comments?: TomlComments];

type FieldValue = Noted<TomlValue> | readonly Noted<TomlValue>[] | null;

/** The values of [project] in their order; null and empty lists are left out. */
export function projectFields(
  model: ProjectModel,
  plan: Pick<TargetPlan, "dynamic" | "project">,
): readonly Field[] {
  const { version, license, licenseText, readme } = model;
  const isDynamic = (field: string): boolean => plan.dynamic.includes(field);
  return [
    ["name", model.name],
    ["version", version.kind === "static" ? version.version : null],
    ["description", isDynamic("description") ? null : model.summary],
    [
      "readme",
      readme === null || isDynamic("readme") ? null : { ...readme, value: readmeValue(readme.value) },
    ],
    ["requires-python", model.requiresPython],
    ["license", license ?? (licenseText === null ? null : noted({ text: licenseText }))],
    ["license-files", licenseText === null ? model.licenseFiles.map((path) => noted(path)) : null],
    ["authors", model.authors.map((each) => ({ ...each, value: personValue(each.value) }))],
    ["maintainers", model.maintainers.map((each) => ({ ...each, value: personValue(each.value) }))],
    ["keywords", model.keywords],
    ["classifiers", model.classifiers],
    ["dependencies", model.dependencies, model.headings.get("dependencies") ?? NO_COMMENTS],
    ["dynamic", plan.dynamic.map((field) => noted(field))],
  ];
}

function readmeValue({ files, text, contentType }: ReadmeModel): TomlValue {
  if (text !== undefined) return { text, "content-type": contentType ?? "text/plain" };
  const [file = ""] = files;
  const usual = /\.md$/i.test(file)
    ? "text/markdown"
    : /\.rst$/i.test(file)
      ? "text/x-rst"
      : /\.txt$/i.test(file)
        ? "text/plain"
        : null;
  return contentType === null || contentType === usual ? file : { file, "content-type": contentType };
}

function personValue({
  name,
  email,
}: {
  readonly name: string | null;
  readonly email: string | null;
}): TomlValue {
  return { ...(name !== null && { name }), ...(email !== null && { email }) };
}

/** [project], its tables, and the dependency groups, as text. */
export function renderProject(
  model: ProjectModel,
  plan: Pick<TargetPlan, "dynamic" | "project">,
  style: TomlStyle,
): string {
  const heading = (key: string): TomlComments => model.headings.get(key) ?? NO_COMMENTS;
  const pairs = (points: readonly Noted<EntryPointModel>[]): readonly Field[] =>
    points.map(({ value, comments }) => [value.name, { value: value.target, comments }] as const);
  const tables: [readonly string[], readonly Field[]][] = [
    [["project"], projectFields(model, plan)],
    [
      ["project", "optional-dependencies"],
      [...model.extras].map(([extra, items]) => [extra, items, heading(`extras.${extra}`)] as const),
    ],
    [["project", "scripts"], pairs(model.scripts)],
    [["project", "gui-scripts"], pairs(model.guiScripts)],
    ...[...model.entryPoints].map(([group, points]): [readonly string[], readonly Field[]] => [
      ["project", "entry-points", group],
      pairs(points),
    ]),
    [
      ["project", "urls"],
      model.urls.map(({ value, comments }) => [value.label, { value: value.url, comments }] as const),
    ],
  ];
  const blocks = tables
    .map(([path, fields]) =>
      withHeading(renderTable(path, fields, style), heading(`tables.${path.join(".")}`), style),
    )
    .filter((block) => block !== "");
  return [...blocks, ...renderGroups(model.groups, model, style)].join(style.end);
}

/** A table with the comments of the one that it replaces, which stay without it, too. */
function withHeading(table: string, { above, beside }: TomlComments, { end }: TomlStyle): string {
  const lines = above.map(({ text }) => `${text}${end}`).join("");
  if (beside === null) return `${lines}${table}`;
  return table === ""
    ? `${lines}${beside.text}${end}`
    : `${lines}${table.replace(end, () => `  ${beside.text}${end}`)}`;
}

/** [dependency-groups], and the paths that stand for members. */
export function renderGroups(
  groups: ProjectModel["groups"],
  model: ProjectModel,
  style: TomlStyle,
): readonly string[] {
  const fields = [...groups].map(
    ([group, items]) =>
      [
        group,
        items as readonly Noted<GroupItem & TomlValue>[],
        model.headings.get(`groups.${group}`) ?? NO_COMMENTS,
      ] as const,
  );
  const sources = [...model.localSources].map(
    ([name, source]) => [name, noted(source as TomlValue)] as const,
  );
  return [
    renderTable(["dependency-groups"], fields, style, true),
    renderTable(SOURCES, sources, style),
  ].filter((block) => block !== "");
}

/** A table as text; empty when nothing is in it. */
export function renderTable(
  path: readonly string[],
  fields: readonly Field[],
  style: TomlStyle,
  keepEmpty: boolean = false,
): string {
  const isMap = keepEmpty || path.at(-1) === "optional-dependencies";
  const lines = fields.flatMap(([name, value, comments]) => {
    if (value === null) return [];
    if (!isNotedList(value)) return valueLines(name, value, style);
    return value.length === 0 && !isMap ? [] : listLines(name, value, comments ?? NO_COMMENTS, style);
  });
  if (lines.length === 0) return "";
  return [`[${renderPath(path)}]`, ...lines, ""].join(style.end);
}

/** A marker's quotes need no escape in a literal string. */
function render(value: TomlValue, end: string): string {
  return renderToml(value, typeof value === "string" && value.includes('"') ? "'" : '"', end);
}

function isNotedList(value: FieldValue): value is readonly Noted<TomlValue>[] {
  return Array.isArray(value);
}

function valueLines(
  name: string,
  { value, comments }: Noted<TomlValue>,
  { end }: TomlStyle,
): readonly string[] {
  const beside = comments.beside === null ? "" : `  ${comments.beside.text}`;
  return [...comments.above.map(({ text }) => text), `${renderKey(name)} = ${render(value, end)}${beside}`];
}

function listLines(
  name: string,
  items: readonly Noted<TomlValue>[],
  comments: TomlComments,
  { end, indent }: TomlStyle,
): readonly string[] {
  const texts = items.map(({ value }) => render(value, end));
  const line = `${renderKey(name)} = [${texts.join(", ")}]`;
  const above = comments.above.map(({ text }) => text);
  const beside = comments.beside === null ? "" : `  ${comments.beside.text}`;
  const isQuiet = items.every((item) => item.comments.above.length === 0 && item.comments.beside === null);
  const isShort =
    line.length <= WIDTH &&
    (items.length <= 1 || !items.some(({ value }) => typeof value === "string" && /[<>=;]/.test(value)));
  if (isQuiet && isShort) return [...above, line + beside];
  const rows = items.flatMap((item, at) => [
    ...item.comments.above.map(({ text }) => `${indent}${text}`),
    `${indent}${texts[at]},${item.comments.beside === null ? "" : `  ${item.comments.beside.text}`}`,
  ]);
  return [...above, `${renderKey(name)} = [${beside}`, ...rows, "]"];
}
