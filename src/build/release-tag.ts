import type { Ports } from "../ports/ports.ts";
import { normalizeName } from "../version/names.ts";
import { git } from "./git-command.ts";

/** The tag of a release to come. */
export interface ReleaseTag {
  readonly name: string;
  readonly version: string;
}

/**
 * Tags HEAD of an export, whose repository is private to the build: every tool that derives a version from tags reads
 * the one of the release, by its own settings. The user's repository is not touched.
 */
export async function tagExport(
  root: string,
  { name }: ReleaseTag,
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<void> {
  const identity = ["-c", "user.name=shipwheel", "-c", "user.email=shipwheel@localhost"];
  await git(root, [...identity, "tag", "--annotate", "--no-sign", "--force", "-m", name, name], ports);
}

/**
 * Variables that give a version to tools which would call a changed work tree a development version, tag or not; each
 * tool reads its own.
 */
export function pretendedVersion(project: string | null, version: string): Readonly<Record<string, string>> {
  const own = project === null ? null : normalizeName(project).replaceAll("-", "_").toUpperCase();
  const variables: Record<string, string> = {
    SETUPTOOLS_SCM_PRETEND_VERSION: version,
    VCS_VERSIONING_PRETEND_VERSION: version,
    PDM_BUILD_SCM_VERSION: version,
    POETRY_DYNAMIC_VERSIONING_BYPASS: version,
    UV_DYNAMIC_VERSIONING_BYPASS: version,
    PBR_VERSION: version,
  };
  if (own !== null) variables[`SETUPTOOLS_SCM_PRETEND_VERSION_FOR_${own}`] = version;
  return variables;
}
