import { resolve } from "node:path";
import { lookingPorts } from "../git/looking-ports.ts";
import { readProjectVersion, type ProjectVersion } from "../versioning/project-version.ts";
import { withPorts, type LibraryOptions } from "./with-ports.ts";

/** Options of {@link projectVersion}. */
export interface VersionOptions extends LibraryOptions {
  /** Versions or paths of interpreters; the first one runs a backend that has to be asked. Default: as configured. */
  readonly python?: readonly string[] | undefined;
  /** Never fetch tools or dependencies. */
  readonly offline?: boolean | undefined;
}

/** The version of a project, as `shipwheel version` prints it: static, from its tags, or from its backend. */
export function projectVersion(directory = ".", options: VersionOptions = {}): Promise<ProjectVersion> {
  const request = {
    directory: resolve(directory),
    python: options.python?.[0] ?? null,
    offline: options.offline === true,
  };
  return withPorts(options, (ports) => readProjectVersion(request, lookingPorts(ports)));
}
