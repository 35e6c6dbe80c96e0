import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readHistoryVersion, type HistoryVersion } from "../../src/versioning/read-version.ts";
import { Fault } from "../../src/findings/fault.ts";
import { gitRepository, type GitRepository } from "./git.ts";

/** The table that makes a project follow setuptools-scm. */
export const SCM: string = "[tool.setuptools_scm]\n";
/** A project of hatchling with hatch-vcs. */
export const HATCH: string =
  '[build-system]\nrequires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"\n' +
  '[project]\nname = "demo"\n[tool.hatch.version]\nsource = "vcs"\n';

/** A version, and how many processes it took. */
export interface Asked extends HistoryVersion {
  readonly processes: number;
}

/** Asks in this process, with nothing of this machine's variables but PATH. */
export async function ask(
  directory: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const environment = { PATH: process.env["PATH"] ?? "", HOME: "/nowhere", ...variables };
  await using node = nodePorts({ variables: environment });
  const version = await readHistoryVersion(directory, node.ports);
  const processes = [...node.ports.processes.started.values()].reduce((sum, count) => sum + count, 0);
  return { ...version, processes };
}

/** The kind of the fault that asking ends in. */
export async function kindOf(
  directory: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const failed = await faultOf(directory, variables);
  return failed.code;
}

/** The fault that asking ends in. */
export async function faultOf(
  directory: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Fault> {
  try {
    const { version } = await ask(directory, variables);
    throw new Error(`it is ${version}`);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** A tag v1.2.0 and a commit behind it. */
export function tagged(pyproject: string = SCM): GitRepository {
  const repository = gitRepository();
  repository.commit("first", { "pyproject.toml": pyproject, "src/a.py": "" });
  repository.tag("v1.2.0");
  repository.commit("second");
  return repository;
}

/** The table with a version scheme and without local parts. */
export const scheme = (name: string): string =>
  `${SCM}version_scheme = "${name}"\nlocal_scheme = "no-local-version"\n`;
