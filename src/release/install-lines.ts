import type { IndexTarget } from "../publish/choose-target.ts";

/**
 * What a user types to get the release. From another index than PyPI the release alone comes from there, by a first
 * command; the second finds it installed and takes the requirements from the user's own index, so that nobody's namesake
 * on the other index can slip in. Empty for an index without pages.
 */
export function installLines(
  project: string,
  version: string,
  { name, simpleUrl }: Pick<IndexTarget, "name" | "simpleUrl">,
): readonly string[] {
  const requirement = `${project}==${version}`;
  if (name === "pypi") return [`python -m pip install ${requirement}`];
  if (simpleUrl === null) return [];
  return [
    `python -m pip install --no-deps --index-url ${simpleUrl} ${requirement}`,
    `python -m pip install ${requirement}`,
  ];
}
