import type { Distribution } from "../distribution/distribution.ts";
import type { IndexTarget } from "../publish/choose-target.ts";

/**
 * What a user types to get the release. From another index than PyPI the release alone comes from there, by a first
 * command; a second one takes its requirements from the user's own index, so that nobody's namesake on the other index
 * can slip in. The project itself is never asked of an index that it was not uploaded to: whoever owns its name there
 * would be installed. Empty for an index without pages.
 */
export function installLines(
  project: string,
  version: string,
  { name, simpleUrl }: Pick<IndexTarget, "name" | "simpleUrl">,
  files: readonly Pick<Distribution, "kind" | "metadata">[],
): readonly string[] {
  const requirement = `${project}==${version}`;
  if (name === "pypi") return [`python -m pip install ${requirement}`];
  if (simpleUrl === null) return [];
  const described = files.find((each) => each.kind === "wheel") ?? files[0];
  const required = (described?.metadata?.requiresDist ?? []).filter((each) => !/;.*\bextra\s*==/.test(each));
  return [
    `python -m pip install --no-deps --index-url ${simpleUrl} ${requirement}`,
    ...(required.length === 0 ? [] : [`python -m pip install ${required.map(quoted).join(" ")}`]),
  ];
}

/** For sh, PowerShell and cmd alike. */
function quoted(requirement: string): string {
  return `"${requirement.replaceAll('"', "'")}"`;
}
