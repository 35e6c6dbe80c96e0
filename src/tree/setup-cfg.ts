import type { Location } from "../findings/location.ts";
import { entryPointLine } from "./entry-point-line.ts";
import type { IniEntry, IniFile } from "./formats/ini.ts";
import { EMPTY_PROJECT, type Located, type StaticEntryPoint, type StaticProject } from "./static-project.ts";

/** What setup.cfg declares (spec: setuptools declarative configuration). `attr:` and `file:` values are not static. */
export function readSetupCfg(ini: IniFile): StaticProject {
  const metadata = ini.sections.get("metadata");
  const options = ini.sections.get("options");
  const groups = new Map<string, readonly StaticEntryPoint[]>();
  for (const [group, entry] of ini.sections.get("options.entry_points") ?? []) {
    groups.set(
      group,
      linesOf(ini, entry).flatMap((line) => entryPointLine(line.value, line.location)),
    );
  }
  const extras = new Map<string, readonly Located<string>[]>();
  for (const [extra, entry] of ini.sections.get("options.extras_require") ?? [])
    extras.set(extra, requirements(ini, entry));

  const version = single(ini, metadata?.get("version"));
  const license = single(ini, metadata?.get("license"));
  const readme = metadata?.get("long_description") ?? metadata?.get("long-description");
  const readmeFile = /^file:\s*([^,\s]+)\s*$/.exec(readme?.value ?? "");
  const contentType = metadata?.get("long_description_content_type")?.value ?? null;
  return {
    ...EMPTY_PROJECT,
    source: "setup.cfg",
    name: single(ini, metadata?.get("name")),
    version,
    versionSource: version === null ? "dynamic" : "setup.cfg",
    summary: single(ini, metadata?.get("description") ?? metadata?.get("summary")),
    requiresPython: single(ini, options?.get("python_requires")),
    dependencies: requirements(ini, options?.get("install_requires")),
    optionalDependencies: extras,
    dependenciesKnown: true,
    scripts: groups.get("console_scripts") ?? [],
    guiScripts: groups.get("gui_scripts") ?? [],
    entryPoints: new Map(
      [...groups].filter(([group]) => group !== "console_scripts" && group !== "gui_scripts"),
    ),
    readme:
      readme === undefined || readmeFile === null
        ? null
        : { file: readmeFile[1] ?? null, text: null, contentType, location: place(ini, readme.line) },
    license:
      license === null
        ? null
        : { expression: null, text: license.value, file: null, location: license.location },
    urls: urls(ini),
    authors: people(ini, "author"),
    maintainers: people(ini, "maintainer"),
    classifiers: linesOf(ini, metadata?.get("classifiers") ?? metadata?.get("classifier")),
  };
}

function place(ini: IniFile, line: number): Location {
  const excerpt = ini.lines[line - 1] ?? "";
  const column = excerpt.length - excerpt.trimStart().length + 1;
  return { file: ini.path, line, column, endColumn: excerpt.trimEnd().length + 1, excerpt };
}

function single(ini: IniFile, entry: IniEntry | undefined): Located<string> | null {
  if (entry === undefined || entry.value === "" || /^(attr|file):/.test(entry.value)) return null;
  return { value: entry.value, location: place(ini, entry.line) };
}

function linesOf(ini: IniFile, entry: IniEntry | undefined): readonly Located<string>[] {
  return (entry?.valueLines ?? [])
    .filter((line) => !/^(#|;|file:|attr:)/.test(line.text))
    .map((line) => ({ value: line.text, location: place(ini, line.line) }));
}

/** A one-line list is split at `;` by setuptools, which also begins a marker: such a line is kept whole. */
function requirements(ini: IniFile, entry: IniEntry | undefined): readonly Located<string>[] {
  return linesOf(ini, entry);
}

function people(ini: IniFile, role: "author" | "maintainer"): StaticProject["authors"] {
  const metadata = ini.sections.get("metadata");
  const name = single(ini, metadata?.get(role));
  const email = single(ini, metadata?.get(`${role}_email`) ?? metadata?.get(`${role}-email`));
  const location = (email ?? name)?.location;
  return location === undefined ? [] : [{ name: name?.value ?? null, email: email?.value ?? null, location }];
}

function urls(ini: IniFile): StaticProject["urls"] {
  const metadata = ini.sections.get("metadata");
  const found = [];
  const home = single(ini, metadata?.get("url") ?? metadata?.get("home_page") ?? metadata?.get("home-page"));
  if (home !== null) found.push({ label: "Home-page", url: home.value, location: home.location });
  for (const line of linesOf(ini, metadata?.get("project_urls"))) {
    const equals = line.value.indexOf("=");
    if (equals === -1) continue;
    found.push({
      label: line.value.slice(0, equals).trim(),
      url: line.value.slice(equals + 1).trim(),
      location: line.location,
    });
  }
  return found;
}
