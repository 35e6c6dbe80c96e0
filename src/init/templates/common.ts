import { renderKey, renderToml } from "../../tree/edit/toml-render.ts";
import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { TemplateFacts } from "../answers.ts";
import { licenseText } from "./license-text.ts";

/** What a kind of project has beside what all have. */
export interface Shape {
  readonly build: readonly [requires: string, backend: string];
  readonly classifiers: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  /** Further tables, in their order. */
  readonly tables: readonly (readonly [header: string, values: Readonly<Record<string, TomlValue>>])[];
  /** The part of the README behind the installation. */
  readonly usage: string;
}

const FLIT = ["flit_core>=3.12,<4", "flit_core.buildapi"] as const;

/** Pure Python needs nothing but a backend without requirements of its own. */
export const PURE: Shape["build"] = FLIT;

/** pyproject.toml, README, license, changelog and the like: what every project has. */
export function commonFiles(facts: TemplateFacts, shape: Shape): ReadonlyMap<string, string> {
  const { name, description, today } = facts;
  return new Map([
    ["pyproject.toml", pyproject(facts, shape)],
    [
      "README.md",
      `# ${name}\n\n${description}\n\n## Install\n\n\`\`\`sh\npython -m pip install ${name}\n\`\`\`\n\n## Use\n\n${shape.usage}`,
    ],
    ["LICENSE", licenseText(facts)],
    ["CHANGELOG.md", `# Changelog\n\n## 0.1.0 - ${today}\n\n- First release.\n`],
    [".gitignore", "__pycache__/\n*.egg-info/\n.venv/\nbuild/\ndist/\n"],
  ]);
}

function pyproject(facts: TemplateFacts, { build, classifiers, scripts, tables }: Shape): string {
  const { name, description, license, author, pythons, repository, tag } = facts;
  const [requires, backend] = build;
  const project: Record<string, TomlValue> = {
    name,
    version: "0.1.0",
    description,
    readme: "README.md",
    "requires-python": `>=${pythons[0] ?? "3"}`,
    license,
    "license-files": ["LICENSE"],
    ...(author === null ? {} : { authors: [{ name: author.name, email: author.email }] }),
    classifiers: [
      "Development Status :: 3 - Alpha",
      ...classifiers,
      "Programming Language :: Python :: 3",
      ...pythons.map((minor) => `Programming Language :: Python :: ${minor}`),
      "Typing :: Typed",
    ],
  };
  const urls: Record<string, TomlValue> =
    repository === null
      ? {}
      : {
          Source: repository,
          Issues: `${repository}/issues`,
          Changelog: `${repository}/blob/HEAD/CHANGELOG.md`,
        };
  return [
    table("build-system", { requires: [requires], "build-backend": backend }),
    table("project", project),
    table("project.scripts", scripts ?? {}),
    table("project.urls", urls),
    ...tables.map(([header, values]) => table(header, values)),
    table("tool.shipwheel.version", tag === null ? {} : { tag }),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

function table(header: string, values: Readonly<Record<string, TomlValue>>): string {
  const entries = Object.entries(values);
  if (entries.length === 0) return "";
  const lines = entries.map(([key, value]) => {
    const isLong = Array.isArray(value) && value.length > 2;
    const text = isLong
      ? `[\n${value.map((item) => `    ${renderToml(item, '"', "\n")},\n`).join("")}]`
      : renderToml(value, '"', "\n");
    return `${renderKey(key)} = ${text}\n`;
  });
  return `[${header}]\n${lines.join("")}`;
}

/** Where flit finds the package, if it cannot tell by the project's name. */
export function flitModule({ name, module }: TemplateFacts): Shape["tables"] {
  return name.replaceAll("-", "_") === module ? [] : [["tool.flit.module", { name: module }]];
}
