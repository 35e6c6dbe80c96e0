import { parse } from "smol-toml";
import { parseIni } from "../../tree/formats/ini.ts";
import { yamlScalar } from "../../tree/version-locations/text/line-value.ts";
import { tagTemplateProblem } from "../../version/tag-template.ts";

/** A spelling of tags that another tool's settings name. */
export interface ToolFormat {
  /** The setting, as one looks for it: `[tool.commitizen] tag_format`. */
  readonly setting: string;
  /** The first one is written; the others are read, too. */
  readonly templates: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

/** Where a tool's setting stands: the tables that lead to it, its key, and the key of formats that were used before. */
interface Place {
  readonly tables: readonly string[];
  readonly key: string;
  readonly legacy?: string;
}

const COMMITIZEN = { tables: ["tool", "commitizen"], key: "tag_format", legacy: "legacy_tag_formats" };
const SEMANTIC_RELEASE = { tables: ["tool", "semantic_release"], key: "tag_format" };
const BUMP_MY_VERSION = { tables: ["tool", "bumpversion"], key: "tag_name" };

const IN_PYPROJECT: readonly Place[] = [
  COMMITIZEN,
  SEMANTIC_RELEASE,
  BUMP_MY_VERSION,
  { tables: ["tool", "tbump", "git"], key: "tag_template" },
  { tables: ["tool", "zest-releaser"], key: "tag-format" },
];

/** The same settings in files of the tools' own; each tool reads the first of its files that is there. */
const IN_FILES: readonly (readonly [file: string, place: Place])[] = [
  [".cz.toml", COMMITIZEN],
  ["cz.toml", COMMITIZEN],
  [".cz.json", { ...COMMITIZEN, tables: ["commitizen"] }],
  ["cz.json", { ...COMMITIZEN, tables: ["commitizen"] }],
  [".cz.yaml", { ...COMMITIZEN, tables: ["commitizen"] }],
  ["cz.yaml", { ...COMMITIZEN, tables: ["commitizen"] }],
  ["releaserc.toml", { ...SEMANTIC_RELEASE, tables: ["semantic_release"] }],
  ["releaserc.json", { ...SEMANTIC_RELEASE, tables: ["semantic_release"] }],
  [".bumpversion.cfg", { ...BUMP_MY_VERSION, tables: ["bumpversion"] }],
  [".bumpversion.toml", BUMP_MY_VERSION],
  ["setup.cfg", { ...BUMP_MY_VERSION, tables: ["bumpversion"] }],
  ["setup.cfg", { ...SEMANTIC_RELEASE, tables: ["semantic_release"] }],
  ["setup.cfg", { tables: ["zest.releaser"], key: "tag-format" }],
  ["tbump.toml", { tables: ["git"], key: "tag_template" }],
];

/** The spellings that settings of release tools in pyproject.toml name. */
export function toolFormats(pyproject: Table): readonly ToolFormat[] {
  const tool = tableAt(pyproject, "tool");
  return [
    ...IN_PYPROJECT.flatMap((place) => formatAt(pyproject, place, `[${place.tables.join(".")}]`)),
    ...dunamai("[tool.poetry-dynamic-versioning]", tableAt(tool, "poetry-dynamic-versioning")),
    ...dunamai("[tool.uv-dynamic-versioning]", tableAt(tool, "uv-dynamic-versioning")),
  ];
}

/** The same of the tools' own files; `readText` answers null for a file that is not there. */
export async function fileFormats(
  readText: (file: string) => Promise<string | null>,
): Promise<readonly ToolFormat[]> {
  const names = [...new Set(IN_FILES.map(([file]) => file))];
  const texts = new Map(await Promise.all(names.map(async (file) => [file, await readText(file)] as const)));
  return IN_FILES.flatMap(([file, place]) => {
    const text = texts.get(file) ?? null;
    if (text === null) return [];
    return formatAt(tablesOf(file, text, place), place, `${file} [${place.tables.join(".")}]`);
  });
}

function formatAt(root: Table, { tables, key, legacy }: Place, where: string): readonly ToolFormat[] {
  let table = root;
  for (const name of tables) table = tableAt(table, name);
  return format(`${where} ${key}`, table[key], legacy === undefined ? undefined : table[legacy]);
}

/** What a file holds, as far as a setting is concerned; nothing of one that cannot be read. */
function tablesOf(file: string, text: string, { tables, key }: Place): Table {
  const [name = ""] = tables;
  const single = (value: string | undefined): Table => ({ [name]: { [key]: value } });
  if (/\.ya?ml$/.test(file)) {
    const range = yamlScalar(text, key, 2) ?? yamlScalar(text, key, 4);
    return single(range === null ? undefined : text.slice(range.start, range.end));
  }
  if (file.endsWith(".cfg")) return single(parseIni(file, text).sections.get(name)?.get(key)?.value);
  try {
    const value: unknown = file.endsWith(".json") ? JSON.parse(text) : parse(text);
    return typeof value === "object" && value !== null ? (value as Table) : {};
  } catch {
    return {};
  }
}

/**
 * commitizen writes `$version`, `${version}` or the parts of a version one by one, python-semantic-release `{version}`,
 * bump-my-version and tbump `{new_version}`.
 */
function format(setting: string, value: unknown, more?: unknown): readonly ToolFormat[] {
  if (typeof value !== "string") return [];
  const texts = [value, ...(Array.isArray(more) ? more : [])].filter((each) => typeof each === "string");
  const templates = texts.map(asTemplate).filter((text) => tagTemplateProblem(text) === null);
  return templates.length === 0 ? [] : [{ setting, templates }];
}

function asTemplate(text: string): string {
  return text
    .replace(/\{new_(?=version|major|minor|patch)/g, "{")
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
