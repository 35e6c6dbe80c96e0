import { chooseProject } from "../../src/tree/choose-project.ts";
import { backendFor } from "../../src/tree/backends/registry.ts";
import { parseIni } from "../../src/tree/formats/ini.ts";
import { readBackend } from "../../src/tree/read-source-tree.ts";
import { readSetupPy } from "../../src/tree/setup-py.ts";
import { NO_NEIGHBOURS } from "../../src/tree/siblings/neighbours.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { parseTomlFile } from "../../src/tree/formats/toml-file.ts";
import type { SourcePorts } from "../../src/migrate/sources/source.ts";

/** For sources that run nothing. */
export const noPorts: SourcePorts = new Proxy({} as SourcePorts, {
  get: (_, name) => {
    throw new Error(`port ${String(name)} is not to be used`);
  },
});

/** A tree of texts, on no disk. */
export function readTree(texts: Readonly<Record<string, string>>): SourceTree {
  const text = (path: string): string | null => texts[path] ?? null;
  const toml = text("pyproject.toml");
  const pyproject = toml === null ? null : parseTomlFile("pyproject.toml", Buffer.from(toml));
  const setupPy = text("setup.py") === null ? null : readSetupPy(text("setup.py") ?? "");
  const setupCfg = text("setup.cfg") === null ? null : parseIni("setup.cfg", text("setup.cfg") ?? "");
  const backend = readBackend(pyproject);
  return {
    root: "/project",
    files: Object.keys(texts)
      .sort()
      .map((path) => ({ path, kind: "file", executable: false })),
    git: null,
    pyproject,
    setupPy,
    setupCfg,
    backend,
    backendFacts: backendFor(backend.buildBackend),
    project: chooseProject(pyproject, setupCfg, setupPy),
    neighbours: NO_NEIGHBOURS,
    has: (path) => path in texts,
    readText: (path) => Promise.resolve(text(path)),
    readBytes: (path) => Promise.resolve(text(path) === null ? null : Buffer.from(text(path) ?? "")),
    leavingLinks: () => Promise.resolve([]),
  };
}
