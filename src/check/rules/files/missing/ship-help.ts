import { excludingLineHelp } from "./excluding-line.ts";
import type { RuleInputs } from "../../../engine/rule.ts";
import type { OwnSources } from "../../../views/packages/own-sources.ts";
import type { WheelView } from "../../../views/packages/wheel-view.ts";

/**
 * The edit that ships a file of a package: `source` in the sources (a folder ends in a slash), `installed` below
 * site-packages. setuptools wants patterns that are relative to a package that it knows.
 */
export function shipHelp(
  inputs: RuleInputs,
  view: Pick<WheelView, "paths">,
  sources: Pick<OwnSources, "paths">,
  missing: { readonly source: string; readonly installed: string },
): string | null {
  const { tree } = inputs;
  if (tree === undefined) return null;
  const { source, installed } = missing;
  const excluded = excludingLineHelp(tree, source, installed.replaceAll("/", "."));
  if (excluded !== null) return excluded;
  const owner = tree.backendFacts.listsDataByPackage ? packageAround(installed, view.paths) : null;
  if (owner === null) return `ship ${source}: ${tree.backendFacts.shipDataHelp}`;
  const inside = installed.slice(owner.length + 1);
  const isDeep = [...sources.paths].some(
    (path) => path.startsWith(source) && path.slice(source.length).includes("/"),
  );
  const pattern = source.endsWith("/") ? `${inside}/${isDeep ? "**" : "*"}` : inside;
  const name = owner.replaceAll("/", ".");
  const how = `for ${source}`;
  if (tree.setupPy?.has("packages") === true)
    return `add package_data={"${name}": ["${pattern}"]} to setup() ${how}`;
  if (tree.setupCfg?.sections.get("options")?.has("packages") === true)
    return `add \`${name} = ${pattern}\` to [options.package_data] in setup.cfg ${how}`;
  const key = name.includes(".") ? `"${name}"` : name;
  return `add \`${key} = ["${pattern}"]\` to [tool.setuptools.package-data] ${how}; the pattern is relative to the package`;
}

/** The folder of the innermost regular package around a path; null when there is none. */
function packageAround(installed: string, paths: ReadonlySet<string>): string | null {
  for (let end = installed.lastIndexOf("/"); end > 0; end = installed.lastIndexOf("/", end - 1)) {
    const folder = installed.slice(0, end);
    if (paths.has(`${folder}/__init__.py`)) return folder;
  }
  return null;
}
