import type { Distribution } from "../distribution/distribution.ts";
import { ENDPOINTS } from "../index-client/endpoints.ts";
import type { IndexTarget } from "../publish/choose-target.ts";

/**
 * What a user types to get the release. From TestPyPI the release alone comes, by a first command, and a second one takes
 * its requirements from PyPI, so that nobody's namesake on an index for trials can slip in. A private release is asked of
 * its own index, requirements too: whoever owns one of those names on PyPI would be installed. Empty for an index
 * without pages.
 */
export function installLines(
  project: string,
  version: string,
  { dialect, simpleUrl }: Pick<IndexTarget, "dialect" | "simpleUrl">,
  files: readonly Pick<Distribution, "kind" | "metadata">[],
): readonly string[] {
  const requirement = `${project}==${version}`;
  if (simpleUrl === ENDPOINTS.pypi.simpleUrl) return [`python -m pip install ${shown(requirement)}`];
  if (simpleUrl === null) return [];
  const install = `--index-url ${simpleUrl} ${shown(requirement)}`;
  if (!dialect.isPyPI) return [`python -m pip install ${install}`];
  const described = files.find((each) => each.kind === "wheel") ?? files[0];
  const required = (described?.metadata?.requiresDist ?? []).filter((each) => !/;.*\bextra\s*==/.test(each));
  return [
    `python -m pip install --no-deps ${install}`,
    ...(required.length === 0 ? [] : [`python -m pip install ${required.map(quoted).join(" ")}`]),
  ];
}

/** An epoch (`1!2.0`) is a word of the shell's history unless it is quoted. */
function shown(requirement: string): string {
  return requirement.includes("!") ? `'${requirement}'` : requirement;
}

/** For sh, PowerShell and cmd alike. */
function quoted(requirement: string): string {
  return `"${requirement.replaceAll('"', "'")}"`;
}
