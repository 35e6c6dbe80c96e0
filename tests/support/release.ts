import type { RunRequest } from "../../src/engine/run-request.ts";
import type { ReleaseRequest } from "../../src/release/request.ts";

/** A release of the project in a directory to PyPI, as nobody in particular. */
export function releaseRequest(directory: string, run: Partial<RunRequest> = {}): ReleaseRequest {
  return {
    run: { directory, worktree: false, allowNoGit: false, offline: true, ...run },
    index: "pypi",
    auth: "auto",
    allowDev: false,
    forge: false,
    push: false,
  };
}
