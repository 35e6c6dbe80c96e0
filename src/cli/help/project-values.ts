import { join, relative, sep } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import { gitRunner } from "../../git/git-runner.ts";
import { PUBLIC_INDEXES } from "../../index-client/targets.ts";
import type { Ports } from "../../ports/ports.ts";
import { parseTomlFile, type TomlFile } from "../../tree/formats/toml-file.ts";
import { readPackages } from "../../versioning/monorepo-packages.ts";

/** A candidate and what it is. */
export type Candidate = readonly [value: string, what: string];

/** What the project of a directory has to offer for completion; a project that cannot be read offers nothing. */
export interface ProjectValues {
  readonly indexes: () => Promise<readonly Candidate[]>;
  /** Directories of the packages of a workspace, relative to the working directory. */
  readonly packages: () => Promise<readonly Candidate[]>;
}

type ReadingPorts = Pick<Ports, "processes" | "environment" | "signal"> & {
  readonly files: Pick<Ports["files"], "read" | "readText">;
};

/** The same, read when it is asked for. */
export function projectValues(directory: string, ports: ReadingPorts): ProjectValues {
  const pyproject = async (): Promise<TomlFile | null> => {
    const bytes = await ports.files.read(join(directory, "pyproject.toml")).catch(() => null);
    return bytes === null ? null : parseTomlFile("pyproject.toml", bytes);
  };
  return {
    async indexes() {
      const known = PUBLIC_INDEXES.map((name): Candidate => [name, "public index"]);
      const config = await pyproject().then(readConfig, () => null);
      const own = Object.entries(config?.publish.indexes ?? {});
      return [...known, ...own.map(([name, { url }]): Candidate => [name, url])];
    },
    async packages() {
      const top = await gitRunner(directory, ports).run(["rev-parse", "--show-toplevel"]);
      if (top.status !== 0) return [];
      const root = top.stdout.trim();
      const listed = await gitRunner(root, ports).run(["ls-files", "-z"]);
      const directories = listed.stdout
        .split("\0")
        .filter((path) => /(?:^|\/)pyproject\.toml$/.test(path))
        .map((path) => path.replace(/\/?pyproject\.toml$/, ""));
      const config = await pyproject().then(readConfig, () => null);
      const packages = await readPackages(root, directories, config?.version.packages ?? [], ports.files);
      return packages.flatMap(({ name, directory: place }): Candidate[] => {
        const path = relative(directory, join(root, place)).split(sep).join("/");
        return path === "" || path.startsWith("..") ? [] : [[path, name]];
      });
    },
  };
}
