import { resolve } from "node:path";
import { runRequest, type RunOptions } from "../engine/run-request.ts";
import type { Ports } from "../ports/ports.ts";
import type { ReleaseRequest } from "./request.ts";
import { uploadRequest, type UploadOptions } from "./upload-options.ts";

/** The flags of `shipwheel plan` and `shipwheel release`, in camelCase. A release is made of a commit. */
export interface ReleaseOptions extends Omit<RunOptions, "worktree" | "allowNoGit" | "gates">, UploadOptions {
  /** Release the files of another index instead of building. */
  readonly promoteFrom?: string | undefined;
  /** Allow a development release to go to PyPI. */
  readonly allowDev?: boolean | undefined;
  /** False: make no release on GitHub or GitLab. */
  readonly forge?: boolean | undefined;
  /** False: do not push the tag. */
  readonly push?: boolean | undefined;
  /** A new or an empty directory for the rehearsal's files; default: in the state directory. */
  readonly output?: string | undefined;
}

/** The release that options ask for; paths are relative to `base`. */
export async function releaseRequest(
  directory: string,
  base: string,
  options: ReleaseOptions,
  ports: Pick<Ports, "files">,
): Promise<ReleaseRequest> {
  const { allowDev, forge, push, output, promoteFrom } = options;
  const wheels = options.wheels === undefined ? undefined : resolve(base, options.wheels);
  return {
    run: runRequest(directory, { ...options, wheels }),
    ...(await uploadRequest(base, options, ports)),
    promoteFrom: promoteFrom ?? null,
    allowDev: allowDev === true,
    forge: forge !== false,
    push: push !== false,
    ...(output === undefined ? {} : { output: resolve(base, output) }),
  };
}
