import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { childEnvironment } from "../toolbox/child-environment.ts";
import { cacheDirectories } from "../toolbox/pinned/tool-cache.ts";
import { toolchainHomes } from "../toolbox/toolchain-environment.ts";

/** The private directories of one build; removed with the run. */
export interface BuildWorkspace {
  readonly directory: string;
  /** HOME of the backend: empty at the start, looked through at the end. */
  readonly home: string;
  /** TMPDIR of the backend. */
  readonly temporary: string;
  /** The export's parent: it holds one directory and nothing else. */
  readonly sources: string;
  readonly unpacked: string;
  /** Where the hooks write; what is complete moves on from here. */
  readonly artefacts: string;
  /** The build environment. */
  readonly environment: string;
  /** Byte code, away from the sources. */
  readonly bytecode: string;
  /** Scripts and lists of our own. */
  readonly tools: string;
}

/** Makes the directories of a build. */
export async function openBuildWorkspace(ports: Pick<Ports, "files">): Promise<BuildWorkspace> {
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("build"));
  const workspace: BuildWorkspace = {
    directory,
    home: join(directory, "home"),
    temporary: join(directory, "tmp"),
    sources: join(directory, "src"),
    unpacked: join(directory, "sdist"),
    artefacts: join(directory, "out"),
    environment: join(directory, "env"),
    bytecode: join(directory, "pyc"),
    tools: join(directory, "tools"),
  };
  const { home, temporary, sources, unpacked, artefacts, tools } = workspace;
  await Promise.all(
    [home, temporary, sources, unpacked, artefacts, tools].map((path) => ports.files.makeDirectory(path)),
  );
  return workspace;
}

/** The environment of the children of a build: the run's own HOME and TMPDIR, the user's installer caches. */
export async function buildChildEnvironment(
  workspace: BuildWorkspace,
  extra: Readonly<Record<string, string>>,
  ports: Pick<Ports, "files" | "environment">,
): Promise<Readonly<Record<string, string>>> {
  const { installers } = await cacheDirectories(ports);
  const { home, temporary } = workspace;
  return childEnvironment(ports.environment, {
    ...(await toolchainHomes(ports)),
    ...installers,
    HOME: home,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    ...extra,
  });
}
