import { terminal } from "../../../adapters/terminal.ts";
import { releaseRequest as requestOf, type ReleaseOptions } from "../../../release/release-options.ts";
import type { ReleaseRequest } from "../../../release/request.ts";
import type { Invocation } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";
import { INDEX_OPTIONS, UPLOAD_OPTIONS } from "./index-options.ts";
import {
  BUILD_OPTIONS,
  GATE_OPTIONS,
  ONLINE_OPTIONS,
  PLUGIN_OPTIONS,
  PYTHON_OPTIONS,
  TRIAL_OPTIONS,
  WHEELS_OPTIONS,
} from "./run-options.ts";

/** Where a release goes; for every command that looks at one. */
export const ROUTE_OPTIONS = {
  index: {
    kind: "text",
    aliases: ["publishUrl", "repository", "repositoryUrl"],
    value: "<name|url>",
    help: "index to upload to (default: depends on the kind of version)",
  },
  promoteFrom: {
    kind: "text",
    value: "<name|url>",
    help: "release the files of another index, such as testpypi, instead of building",
  },
  forge: { kind: "negation", aliases: ["githubRelease"], help: "create no GitHub or GitLab release" },
  push: { kind: "negation", help: "do not push the tag" },
} as const;

/** What only a whole release has. */
const OWN_OPTIONS = {
  // A release makes a tag for good: only for a version that somebody chose.
  as: {
    kind: "text",
    value: "<version>",
    help: "version of the release when it comes from tags and HEAD has none",
  },
  allowDev: { kind: "switch", help: "allow a development release to go to PyPI" },
} as const;

/** What decides a release: the same for the command that shows it and the one that makes it. */
export const RELEASE_OPTIONS: typeof ONLINE_OPTIONS &
  typeof PLUGIN_OPTIONS &
  typeof BUILD_OPTIONS &
  typeof WHEELS_OPTIONS &
  typeof PYTHON_OPTIONS &
  typeof TRIAL_OPTIONS &
  typeof ROUTE_OPTIONS &
  typeof INDEX_OPTIONS &
  Omit<typeof UPLOAD_OPTIONS, "tokenStdin"> &
  typeof GATE_OPTIONS &
  typeof OWN_OPTIONS = {
  ...ONLINE_OPTIONS,
  ...PLUGIN_OPTIONS,
  ...BUILD_OPTIONS,
  ...WHEELS_OPTIONS,
  ...PYTHON_OPTIONS,
  ...TRIAL_OPTIONS,
  ...ROUTE_OPTIONS,
  ...INDEX_OPTIONS,
  auth: UPLOAD_OPTIONS.auth,
  ca: UPLOAD_OPTIONS.ca,
  ...GATE_OPTIONS,
  ...OWN_OPTIONS,
};

/** The release that parsed options ask for. */
export async function releaseRequest({
  session: { ports, globals },
  args,
  options,
}: Invocation<ReleaseOptions>): Promise<ReleaseRequest> {
  const started = terminal.directory();
  const directory = await projectDirectory(args[0], globals, started, ports.files);
  const given = { ...options, offline: globals.offline };
  return requestOf(directory, workingDirectory(globals, started), given, ports);
}
