import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { BuildWorkspace } from "./workspace.ts";

/** Where the files of a build are. */
export interface Placed {
  readonly sdist: string | null;
  readonly wheel: string | null;
  readonly unfinishedSdist: string | null;
  readonly version: string | null;
}

/**
 * Moves complete artefacts to `outDirectory`, each by a rename, the sdist last but both or none: after a failed
 * build nothing publishable is there, and an sdist that was made stays in the workspace for examination.
 */
export async function placeArtefacts(
  workspace: BuildWorkspace,
  outDirectory: string,
  complete: boolean,
  ports: Pick<Ports, "files">,
): Promise<Placed> {
  const names = (await ports.files.list(workspace.artefacts))
    .filter((entry) => entry.kind === "file")
    .map((entry) => entry.name);
  const sdist = names.find((name) => name.endsWith(".tar.gz")) ?? null;
  const wheel = names.find((name) => name.endsWith(".whl")) ?? null;
  const version = sdist === null ? null : (/-([^-]+)\.tar\.gz$/.exec(sdist)?.[1] ?? null);
  if (!complete || sdist === null || wheel === null) {
    const unfinishedSdist = sdist === null ? null : join(workspace.artefacts, sdist);
    return { sdist: null, wheel: null, unfinishedSdist, version };
  }
  await ports.files.makeDirectory(outDirectory);
  for (const name of [wheel, sdist]) {
    await move(join(workspace.artefacts, name), join(outDirectory, name), ports);
  }
  return {
    sdist: join(outDirectory, sdist),
    wheel: join(outDirectory, wheel),
    unfinishedSdist: null,
    version,
  };
}

/** A rename; onto another file system a copy under a name that no uploader takes, then a rename. */
async function move(from: string, to: string, ports: Pick<Ports, "files">): Promise<void> {
  try {
    await ports.files.rename(from, to);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "EXDEV") throw error;
    const partial = `${to}.partial`;
    try {
      await ports.files.copy(from, partial);
      await ports.files.rename(partial, to);
    } finally {
      await ports.files.remove(partial);
    }
  }
}
