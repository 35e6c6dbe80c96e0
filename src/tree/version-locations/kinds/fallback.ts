import { tokenizePython } from "../../../python-source/python-literals.ts";
import { normalizeName } from "../../../version/names.ts";
import { ownModules } from "../own-packages.ts";
import { jsonString } from "../text/json-value.ts";
import { yamlScalar } from "../text/line-value.ts";
import type { LocationProject, Statement, VersionLocationKind } from "../version-location.ts";
import { VERSION_FILES } from "./python.ts";

const ASKS_METADATA = /\b(?:importlib[._]metadata|pkg_resources)\b/;
const VERSION_NAME = /^_*version_*$/i;
const FALLBACK_NAME = /^(?=.*fallback)(?=.*version)/i;

/** What a package says its version is while its metadata cannot be read: `except PackageNotFoundError: __version__ = "1.2.3"`. */
export const fallbackVersion: VersionLocationKind = {
  id: "fallback-version",
  title: "A literal for when the package is not installed",
  where:
    "beside `importlib.metadata` in the package: what an `except` branch assigns to `__version__` or returns, and a constant " +
    "such as `_FALLBACK_VERSION`; a placeholder (0.0.0, a local or development version) does not count",
  example: '_FALLBACK_VERSION = "1.2.3"',
  async find(project) {
    const { modules } = ownModules(project);
    const files = modules.flatMap(({ file, directory }) => [
      file,
      ...(directory === null ? [] : VERSION_FILES.map((name) => directory + name)),
    ]);
    const found = await Promise.all(files.map((file) => inFile(file, project)));
    return found.flat();
  },
};

async function inFile(file: string, { text }: LocationProject): Promise<readonly Statement[]> {
  const content = await text(file);
  if (content === null || !ASKS_METADATA.test(content)) return [];
  const tokens = tokenizePython(content);
  return tokens.flatMap((token, at) => {
    const range = token.kind === "string" ? plainRange(token) : null;
    if (range === null) return [];
    const [before, name] = [tokens[at - 1], tokens[at - 2]];
    const opens = (index: number): boolean => tokens[index]?.text === ":" && isExcept(tokens.slice(0, index));
    const make = (named: string): Statement[] => [
      { file, name: named, ...range, form: "pep440", standsIn: true },
    ];
    if (before?.text === "return") return opens(at - 2) ? make("return") : [];
    if (before?.text !== "=" || name?.kind !== "name") return [];
    if (name.atMargin) return FALLBACK_NAME.test(name.text) ? make(name.text) : [];
    return VERSION_NAME.test(name.text) && opens(at - 3) ? make(name.text) : [];
  });
}

/** Whether these tokens end with `except …`, whatever it catches. */
function isExcept(tokens: ReturnType<typeof tokenizePython>): boolean {
  const head = tokens.slice(-12).map((token) => token.text);
  const at = head.lastIndexOf("except");
  return at !== -1 && head.slice(at + 1).every((text) => /^[\w.,()]+$/.test(text));
}

function plainRange(token: ReturnType<typeof tokenizePython>[number]): { start: number; end: number } | null {
  const [, prefix = "", quote = "", body] = /^([rRuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(token.text) ?? [];
  if (body === undefined || body !== token.value) return null;
  const start = token.offset + prefix.length + quote.length;
  return { start, end: start + body.length };
}

const MANIFEST = /(?:^|\/)(?:plugin|manifest)\.(?:json|ya?ml)$/;

/** The manifest of a plugin that bears the project's name, for the application that loads it. */
export const pluginManifest: VersionLocationKind = {
  id: "plugin-manifest",
  title: "The manifest of a plugin",
  where:
    "`plugin.yaml`, `plugin.json` or `manifest.json` at the root or in the package, when its `name` is the project's: `version`",
  example: 'version: "1.2.3"',
  async find(project) {
    const { tree, text, name } = project;
    const inside = ownModules(project).modules.flatMap((each) => each.directory ?? []);
    const paths = tree.files
      .map((file) => file.path)
      .filter((path) => MANIFEST.test(path))
      .filter((path) => !path.includes("/") || inside.some((directory) => path.startsWith(directory)));
    const found: Statement[] = [];
    for (const file of paths) {
      const content = await text(file);
      if (content === null) continue;
      const read = (key: string): { start: number; end: number } | null =>
        file.endsWith(".json") ? jsonString(content, [key]) : yamlScalar(content, key);
      const [named, range] = [read("name"), read("version")];
      if (named === null || range === null) continue;
      if (normalizeName(content.slice(named.start, named.end)) !== name) continue;
      found.push({ file, name: "version", ...range, form: "pep440", standsIn: true });
    }
    return found;
  },
};
