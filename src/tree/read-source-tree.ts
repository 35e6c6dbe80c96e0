import { join, resolve } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { Fault, fault } from "../findings/fault.ts";
import { backendFor } from "./backends/registry.ts";
import { strings } from "./backends/reading.ts";
import type { Backend } from "./backend.ts";
import { readGit, type GitReading } from "./git-state.ts";
import { parseIni, type IniFile } from "./formats/ini.ts";
import { listDirectory } from "./list-directory.ts";
import { gitNeighbours, NO_NEIGHBOURS, type Neighbours } from "./siblings/neighbours.ts";
import { chooseProject } from "./choose-project.ts";
import { leavingLinks } from "./leaving-links.ts";
import { readSetupPy, type SetupPy } from "./setup-py.ts";
import type { SourceTree, TreeFile } from "./source-tree.ts";
import { withSubmodules } from "./submodules.ts";
import { parseTomlFile, type TomlFile } from "./formats/toml-file.ts";

const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const LEGACY_BACKEND = "setuptools.build_meta:__legacy__";

/**
 * Reads a source tree once: what git tracks and knows, the project's declarations, the backend.
 * With `allowNoGit` a directory without git (or without the git program) is read as plain files.
 * Throws the faults `config/no-project`, `config/toml-syntax`, and those of {@link readGit}.
 */
export async function readSourceTree(
  root: string,
  options: { readonly allowNoGit: boolean; readonly allowNoProject?: boolean },
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): Promise<SourceTree> {
  const place = await ports.files.stat(root).catch(() => null);
  if (place === null) throw fault("usage/no-directory", { directory: root });
  const [pyprojectBytes, setupPyBytes, setupCfgBytes, git] = await Promise.all([
    readIfFile(join(root, "pyproject.toml"), ports),
    readIfFile(join(root, "setup.py"), ports),
    readIfFile(join(root, "setup.cfg"), ports),
    readGit(root, ports).catch((error: unknown) => error),
  ]);
  const isBare = pyprojectBytes === null && setupPyBytes === null && setupCfgBytes === null;
  if (isBare && options.allowNoProject !== true) {
    throw fault("config/no-project", { directory: root });
  }
  const pyproject = pyprojectBytes === null ? null : parseTomlFile("pyproject.toml", pyprojectBytes);
  const reading = await gitOrPlain(root, git, options.allowNoGit, ports);
  const parts = {
    pyproject,
    setupPy: setupPyBytes === null ? null : readSetupPy(decodeText(setupPyBytes)),
    setupCfg: setupCfgBytes === null ? null : parseIni("setup.cfg", decodeText(setupCfgBytes)),
  };
  return assemble(root, reading, parts, fromDisk(root, ports.files), () =>
    linksOf(root, reading, ports.files),
  );
}

async function readIfFile(path: string, ports: Pick<Ports, "files">): Promise<Uint8Array | null> {
  const stat = await ports.files.stat(path).catch(() => null);
  if (stat === null || stat.kind === "directory") return null;
  try {
    const real = stat.kind === "symlink" ? await ports.files.realPath(path) : path;
    const { kind, size } = (await ports.files.stat(real)) ?? stat;
    if (kind === "directory") return null;
    // Reading a pipe or a device would not end.
    if (kind !== "file") throw fault("config/no-plain-file", { file: path, reason: "not a regular file" });
    if (size > MAX_TEXT_BYTES)
      throw fault("config/no-plain-file", { file: path, reason: "larger than 4 MiB" });
    return await ports.files.read(real);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = (error as { code?: string }).code ?? String(error);
    throw fault("config/unreadable", { file: path, reason }, { cause: error });
  }
}

type Reading = Omit<GitReading, "state"> & {
  readonly state: GitReading["state"] | null;
  readonly neighbours: Neighbours;
};

async function gitOrPlain(
  root: string,
  git: unknown,
  allowNoGit: boolean,
  ports: Pick<Ports, "files" | "processes" | "environment" | "signal">,
): Promise<Reading> {
  if (!(git instanceof Error)) {
    const reading = git as GitReading;
    const neighbours = gitNeighbours(root, reading.state, reading.files, ports);
    return { ...reading, neighbours, files: await withSubmodules(root, reading.files, ports) };
  }
  const withoutGit = ["config/not-git", "config/no-commits", "tool/not-found"];
  if (!allowNoGit || !(git instanceof Fault) || !withoutGit.includes(git.code)) throw git;
  return { state: null, neighbours: NO_NEIGHBOURS, files: await listDirectory(root, ports) };
}

function linksOf(
  root: string,
  { state, files }: Reading,
  reading: Pick<Ports["files"], "readLink">,
): ReturnType<SourceTree["leavingLinks"]> {
  const prefix = state?.prefix ?? "";
  const depth = prefix.split("/").filter((part) => part !== "").length;
  const top = resolve(root, ...Array<string>(depth).fill(".."));
  const links = files.flatMap(({ path, kind }) => (kind === "symlink" ? [path] : []));
  return leavingLinks(top, prefix, links, reading);
}

interface Declarations {
  readonly pyproject: TomlFile | null;
  readonly setupPy: SetupPy | null;
  readonly setupCfg: IniFile | null;
}

/** Reads a file of the tree; null when it cannot be had. */
type Load = (file: TreeFile) => Promise<Uint8Array | null>;

function fromDisk(root: string, files: Ports["files"]): Load {
  return async ({ path }) => {
    const absolute = join(root, path);
    const stat = await files.stat(absolute).catch(() => null);
    if (stat?.kind !== "file" || stat.size > MAX_TEXT_BYTES) return null;
    return files.read(absolute).catch(() => null);
  };
}

/** A tree of nothing but these texts: files that belong to no project, or to one that is not here. */
export function treeOfTexts(root: string, texts: ReadonlyMap<string, string>): SourceTree {
  const files = [...texts.keys()]
    .toSorted()
    .map((path): TreeFile => ({ path, kind: "file", executable: false }));
  return assemble(
    root,
    { state: null, neighbours: NO_NEIGHBOURS, files },
    { pyproject: null, setupPy: null, setupCfg: null },
    ({ path }) => {
      const text = texts.get(path);
      return Promise.resolve(text === undefined ? null : Buffer.from(text));
    },
    () => Promise.resolve([]),
  );
}

/**
 * The same tree with other texts in some files, new ones among them: nothing is written, and git is not asked again.
 * Throws the fault `config/toml-syntax` when pyproject.toml is no longer TOML.
 */
export function withTexts(tree: SourceTree, texts: ReadonlyMap<string, string>): SourceTree {
  const bytes = new Map([...texts].map(([path, text]) => [path, Buffer.from(text)]));
  const added = [...bytes].filter(([path]) => !tree.has(path));
  const files = [
    ...tree.files,
    ...added.map(([path]): TreeFile => ({ path, kind: "file", executable: false })),
  ];
  const pyproject = bytes.get("pyproject.toml");
  const setupPy = texts.get("setup.py");
  const setupCfg = texts.get("setup.cfg");
  const edited = assemble(
    tree.root,
    { state: tree.git, neighbours: tree.neighbours, files },
    {
      pyproject: pyproject === undefined ? tree.pyproject : parseTomlFile("pyproject.toml", pyproject),
      setupPy: setupPy === undefined ? tree.setupPy : readSetupPy(setupPy.replace(/^\ufeff/, "")),
      setupCfg: setupCfg === undefined ? tree.setupCfg : parseIni("setup.cfg", setupCfg),
    },
    ({ path }) => Promise.resolve(bytes.get(path) ?? tree.readBytes(path)),
    // Texts are no links: these are the tree's own.
    () => tree.leavingLinks(),
  );
  return { ...edited, unsaved: new Map([...(tree.unsaved ?? []), ...texts]) };
}

function assemble(
  root: string,
  reading: Reading,
  parts: Declarations,
  load: Load,
  leavingLinks: SourceTree["leavingLinks"],
): SourceTree {
  const { pyproject, setupPy, setupCfg } = parts;
  const files = [...reading.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map<string, TreeFile>(files.map((file) => [file.path, file]));
  const bytes = new Map<string, Promise<Uint8Array | null>>();
  const backend = readBackend(pyproject);

  function readBytes(path: string): Promise<Uint8Array | null> {
    const file = byPath.get(path);
    const known = bytes.get(path) ?? (file?.kind === "file" ? load(file) : Promise.resolve(null));
    bytes.set(path, known);
    return known;
  }

  return {
    root,
    files,
    git: reading.state,
    neighbours: reading.neighbours,
    pyproject,
    setupPy,
    setupCfg,
    backend,
    backendFacts: backendFor(backend.buildBackend),
    project: chooseProject(pyproject, setupCfg, setupPy),
    has: (path) => byPath.has(path),
    leavingLinks,
    readBytes,
    async readText(path) {
      const content = await readBytes(path);
      return content === null ? null : decodeText(content);
    },
  };
}

/** The [build-system] of a tree (PEP 517, 518); without a backend setuptools is meant. */
export function readBackend(pyproject: TomlFile | null): Backend {
  const named = pyproject?.get(["build-system", "build-backend"]);
  const legacy = typeof named !== "string";
  const buildBackend = legacy ? LEGACY_BACKEND : named;
  const requires = pyproject?.get(["build-system", "requires"]);
  return {
    id: backendFor(buildBackend).id,
    buildBackend,
    backendPath: strings(pyproject?.get(["build-system", "backend-path"])),
    requires: requires === undefined ? ["setuptools"] : strings(requires),
    legacy,
  };
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}
