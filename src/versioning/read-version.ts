import { dirname, join, relative, resolve, sep } from "node:path";
import { parse, type TomlTable } from "smol-toml";
import type { ReadingFiles } from "../ports/files.ts";
import type { Ports } from "../ports/ports.ts";
import { fault, Fault } from "../findings/fault.ts";
import { baseVersion, parseVersion, publicVersion } from "../version/pep440.ts";
import { preformattedState } from "./scm/archives.ts";
import { readConfiguration, type ScmConfiguration } from "./scm/configuration.ts";
import { chosenScheme, formatScmVersion } from "./scm/format.ts";
import { PROJECT_OVERRIDES_FILE, projectOverrides, variableOverrides } from "./scm/overrides.ts";
import { pretendState } from "./scm/pretended-state.ts";
import { findScmSection, type ScmSection } from "./scm/scm-tool.ts";
import { scmVariables, type ScmVariables } from "./scm/variables.ts";
import { readSourceDateEpoch } from "../text/source-date-epoch.ts";
import { withoutLocal } from "./scm/tag-version.ts";
import { findState, type FoundState, type StateSource } from "./history/find-state.ts";
import { readFragments } from "./history/fragments.ts";
import { planVersionFiles, type PlannedVersionFile } from "./history/version-files.ts";

/** A version from history, as setuptools-scm, vcs-versioning or hatch-vcs give it, and what it was made of. */
export interface HistoryVersion {
  readonly version: string;
  /** What may be uploaded: normalised, without the local part. */
  readonly public: string;
  /** Epoch and release; null when the version is not a PEP 440 version. */
  readonly base: string | null;
  /** The tag's name; null without one. */
  readonly tag: string | null;
  readonly distance: number;
  readonly node: string | null;
  readonly dirty: boolean;
  readonly branch: string | null;
  readonly source: StateSource;
  readonly scheme: string;
  readonly warnings: readonly string[];
  /** Version files that the configuration asks for; nothing is written here. */
  readonly files: readonly PlannedVersionFile[];
}

/** What reading a version takes. */
export type VersionPorts = Pick<
  Ports,
  "processes" | "environment" | "signal" | "clock" | "patterns" | "projectCode"
> & {
  readonly files: ReadingFiles;
};

const TIMEOUT_SECONDS = 40;
const FALSE_WORDS: ReadonlySet<string> = new Set(["0", "false", "no"]);

/**
 * Derives the version of the project in a directory as its configured tool would: of the working tree, or of HEAD
 * without the uncommitted changes. Throws the faults of `version-fault-table.ts`, among them `not-configured`.
 */
export async function readHistoryVersion(
  directory: string,
  ports: VersionPorts,
  ref: "head" | "worktree" = "worktree",
): Promise<HistoryVersion> {
  const warnings: string[] = [];
  const warn = (text: string): void => void (warnings.includes(text) || warnings.push(text));
  const projectFile = await realPath(join(directory, "pyproject.toml"), ports);
  const pyproject = await readPyproject(projectFile, ports);
  const section = findScmSection(pyproject);
  if (section === null) throw fault("not-configured", { directory });

  const { configuration, variables } = await configure(section, dirname(projectFile), ports, warn);
  const paths = await pathsOf(section, configuration.root, dirname(projectFile), ports);
  const now = ports.clock.now();
  const time = readSourceDateEpoch(ports.environment.variables) ?? now;
  const context = { rules: configuration.rules, time, now, warn };
  const pretended = readPretendedFields(variables, warn);
  const { needs } = schemeNeeds(configuration);

  const seen = pretendedVersion() ?? (await search());
  const found = ref === "head" && seen.source === "git" && seen.state.node !== null ? atHead(seen) : seen;
  const state = pretended === null ? found.state : pretendState(found.state, pretended, warn);
  const fragments = needs.includes("fragments")
    ? await readFragments(paths.projectDirectory, pyproject, ports.files)
    : [];
  const { version, scheme } = formatScmVersion(state, configuration, {
    rules: context.rules,
    fragments,
    warn,
  });
  const files = writesFiles(section, variables, configuration)
    ? planVersionFiles(
        configuration,
        { root: paths.probeRoot, project: paths.fileDirectory },
        { version, state },
        warn,
      )
    : [];
  const parsed = parseVersion(version);
  if (parsed === null) warn(`${version} is not a version of PEP 440`);
  const { distance, node, dirty, branch, tagName } = state;
  return {
    version,
    public: parsed === null ? withoutLocal(version) : publicVersion(parsed),
    base: parsed === null ? null : baseVersion(parsed),
    tag: tagName,
    distance,
    node,
    dirty,
    branch,
    source: found.source,
    scheme,
    warnings,
    files,
  };

  function pretendedVersion(): FoundState | null {
    const text = variables.read("PRETEND_VERSION") ?? "";
    return text === ""
      ? null
      : { state: preformattedState(text, "PRETEND_VERSION", context), source: "pretended" };
  }

  function search(): Promise<FoundState> {
    const timeout = variables.read("SUBPROCESS_TIMEOUT") ?? "";
    return findState(
      {
        ...paths,
        configuration: { ...configuration, projectPath: configuration.projectPath ?? paths.projectPath },
        needs,
        always: pretended !== null,
        timeoutSeconds: /^\s*[0-9]+\s*$/.test(timeout) ? Number(timeout) : TIMEOUT_SECONDS,
        disableJj: !["", ...FALSE_WORDS].includes((variables.read("DISABLE_JJ") ?? "").toLowerCase()),
      },
      context,
      ports,
    );
  }
}

function atHead(found: FoundState): FoundState {
  return { ...found, state: { ...found.state, dirty: false } };
}

async function readPyproject(path: string, ports: VersionPorts): Promise<TomlTable> {
  let bytes: Uint8Array;
  try {
    bytes = await ports.files.read(path);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return {};
    throw error;
  }
  try {
    return parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), {
      integersAsBigInt: "asNeeded",
    });
  } catch (cause) {
    // Only now the reader that knows lines and columns.
    const { parseTomlFile } = await import("../tree/formats/toml-file.ts");
    try {
      parseTomlFile("pyproject.toml", bytes);
    } catch (error) {
      if (!(error instanceof Fault) || error.location === undefined) throw error;
      const reason = error.message.replace(/^.*? is not valid TOML: /, "");
      const { location } = error;
      throw fault("bad-toml", { where: "pyproject.toml", reason }, { cause, location });
    }
    throw cause;
  }
}

/** The layers of a configuration, from the lowest: its section, the repository's overrides, the variable. */
async function configure(
  section: ScmSection,
  directory: string,
  ports: VersionPorts,
  warn: (text: string) => void,
): Promise<{ readonly configuration: ScmConfiguration; readonly variables: ScmVariables }> {
  const { tool } = section;
  const { variables: environment } = ports.environment;
  const { relative_to: relativeTo, ...own } = section.data;
  if (relativeTo !== undefined && tool !== "hatch-vcs") warn("relative_to is ignored in pyproject.toml");
  const data: Record<string, unknown> = { ...own, dist_name: own["dist_name"] ?? section.projectName };
  if (tool !== "hatch-vcs") {
    const paths = await pathsOf(section, textOr(own["root"], "."), directory, ports);
    Object.assign(data, await readProjectOverrides(paths.probeRoot, paths.projectPath ?? "", ports));
    const table = scmVariables(environment, nameOf(data), warn).readTable("OVERRIDES");
    if (table !== null) Object.assign(data, variableOverrides(table, warn));
  }
  const configuration = readConfiguration(data, tool, ports.patterns, warn);
  return { configuration, variables: scmVariables(environment, configuration.distName, warn) };
}

async function readProjectOverrides(
  root: string,
  projectPath: string,
  ports: VersionPorts,
): Promise<Readonly<Record<string, unknown>>> {
  let document: TomlTable;
  try {
    document = parse(await ports.files.readText(join(root, PROJECT_OVERRIDES_FILE)));
  } catch {
    // The anchor goes on without a file that it cannot read.
    return {};
  }
  return projectOverrides(document, projectPath);
}

interface ProjectPaths {
  /** Where the repository is looked for first. */
  readonly probeRoot: string;
  readonly projectDirectory: string;
  /** What `version_file` counts from; null when hatch-vcs says nothing of it. */
  readonly fileDirectory: string | null;
  /** The way from one to the other, where the configuration implies it. */
  readonly projectPath: string | null;
}

/** hatch-vcs names no file that `root` would count from, so that the root itself is its project. */
async function pathsOf(
  section: ScmSection,
  root: string,
  directory: string,
  ports: VersionPorts,
): Promise<ProjectPaths> {
  const relativeTo = section.tool === "hatch-vcs" ? section.data["relative_to"] : undefined;
  const anchor = relativeTo === undefined ? directory : dirname(resolve(directory, textOr(relativeTo, ".")));
  const probeRoot = await realPath(resolve(anchor, root), ports);
  if (section.tool === "hatch-vcs" && relativeTo === undefined) {
    return { probeRoot, projectDirectory: probeRoot, fileDirectory: null, projectPath: null };
  }
  const way = relative(probeRoot, anchor).split(sep).join("/");
  const isBelow = way !== ".." && !way.startsWith("../");
  return {
    probeRoot,
    projectDirectory: anchor,
    fileDirectory: anchor,
    projectPath: root !== "." && isBelow ? way : null,
  };
}

async function realPath(path: string, ports: VersionPorts): Promise<string> {
  return ports.files.realPath(path).catch(() => path);
}

function readPretendedFields(
  variables: ScmVariables,
  warn: (text: string) => void,
): Readonly<Record<string, unknown>> | null {
  try {
    return variables.readTable("PRETEND_METADATA");
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    warn(`${error.message}: it is ignored`);
    return null;
  }
}

/** A pretended version needs no scheme, so that an unknown one is told only when its turn comes. */
function schemeNeeds(configuration: ScmConfiguration): Pick<ReturnType<typeof chosenScheme>, "needs"> {
  try {
    return chosenScheme(configuration.versionScheme);
  } catch (error) {
    if (error instanceof Fault) return { needs: [] };
    throw error;
  }
}

function writesFiles(
  { tool }: ScmSection,
  variables: ScmVariables,
  configuration: ScmConfiguration,
): boolean {
  if (tool === "hatch-vcs") return true;
  const text = variables.read("WRITE_TO_SOURCE");
  return text === null ? (configuration.writeToSource ?? true) : !FALSE_WORDS.has(text.toLowerCase());
}

function nameOf(data: Readonly<Record<string, unknown>>): string | null {
  return typeof data["dist_name"] === "string" ? data["dist_name"] : null;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
