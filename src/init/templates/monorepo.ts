import type { Template } from "../answers.ts";
import { library } from "./library.ts";

/** A repository of several packages, each with versions, tags and a changelog of its own; it begins with one. */
export const monorepo: Template = (facts) => {
  const { name } = facts;
  const member = Array.from(library(facts), ([path, text]): [string, string] => [
    `packages/${name}/${path}`,
    text,
  ]).filter(([path]) => !path.endsWith("/.gitignore"));
  return new Map([
    [
      "pyproject.toml",
      `# The packages are released one by one: shipwheel -C packages/${name} rehearse\n[tool.uv.workspace]\nmembers = ["packages/*"]\n\n[tool.shipwheel.version]\ntag = "{name}-v{version}"\n`,
    ],
    [
      "README.md",
      `# ${name}\n\nPackages of this repository:\n\n- [${name}](packages/${name}): ${facts.description}\n\nAdd another one: \`shipwheel init packages/NAME\`.\n`,
    ],
    [".gitignore", "__pycache__/\n*.egg-info/\n.venv/\nbuild/\ndist/\n"],
    ...member,
  ]);
};
