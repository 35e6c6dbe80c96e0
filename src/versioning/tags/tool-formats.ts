import { tagTemplateProblem } from "../../version/tag-template.ts";

/** A spelling of tags that another tool's settings name. */
export interface ToolFormat {
  /** The setting, as one looks for it: `[tool.commitizen] tag_format`. */
  readonly setting: string;
  /** The first one is written; the others are read, too. */
  readonly templates: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/** The spellings that settings of release tools in pyproject.toml name. */
export function toolFormats(pyproject: Table): readonly ToolFormat[] {
  const tool = tableAt(pyproject, "tool");
  const commitizen = tableAt(tool, "commitizen");
  const legacy = commitizen["legacy_tag_formats"];
  return [
    ...format("[tool.commitizen] tag_format", commitizen["tag_format"], legacy),
    ...format("[tool.semantic_release] tag_format", tableAt(tool, "semantic_release")["tag_format"]),
    ...format("[tool.bumpversion] tag_name", tableAt(tool, "bumpversion")["tag_name"]),
    ...dunamai("[tool.poetry-dynamic-versioning]", tableAt(tool, "poetry-dynamic-versioning")),
    ...dunamai("[tool.uv-dynamic-versioning]", tableAt(tool, "uv-dynamic-versioning")),
  ];
}

/**
 * commitizen writes `$version`, `${version}` or the parts of a version one by one, python-semantic-release `{version}`,
 * bump-my-version `{new_version}`.
 */
function format(setting: string, value: unknown, more?: unknown): readonly ToolFormat[] {
  if (typeof value !== "string") return [];
  const texts = [value, ...(Array.isArray(more) ? more : [])].filter((each) => typeof each === "string");
  const templates = texts.map(asTemplate).filter((text) => tagTemplateProblem(text) === null);
  return templates.length === 0 ? [] : [{ setting, templates }];
}

function asTemplate(text: string): string {
  return text
    .replace(/\{new_version\}/g, "{version}")
    .replace(
      /\$\{(\w+)\}|\$(\w+?)(?=\$|\W|_|$)/g,
      (_all, braced?: string, bare?: string) => `{${braced ?? bare}}`,
    )
    .replace(/\{major\}\.\{minor\}\.\{patch\}(?:[-.]?\{(?:prerelease|devrelease)\})*/, "{version}");
}

/** The default pattern of dunamai, which both use, wants a `v`; `default-unprefixed` lets it away. */
function dunamai(table: string, settings: Table): readonly ToolFormat[] {
  const { pattern, "pattern-prefix": prefix } = settings;
  const start = typeof prefix === "string" ? prefix : "";
  if (pattern === "default-unprefixed") {
    return [{ setting: `${table} pattern`, templates: [`${start}{version}`, `${start}v{version}`] }];
  }
  const isDefault = pattern === undefined || pattern === "default";
  if (!isDefault || start === "") return [];
  return [{ setting: `${table} pattern-prefix`, templates: [`${start}v{version}`] }];
}

function tableAt(table: Table, key: string): Table {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
