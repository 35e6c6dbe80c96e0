import type { SourceTree } from "../../../tree/source-tree.ts";
import { readLayout } from "../../../tree/layout.ts";
import { gitIgnored } from "../../rules/vcs/git-ignore.ts";
import { installsElsewhere } from "./predicted-wheel.ts";

/**
 * Whether a module that the tree lacks may be written by its build: git ignores it, the settings name it, a source of
 * another language or a template bears its name, or the build compiles at all. Asked by dotted name.
 */
export async function madeByBuild(tree: SourceTree): Promise<(module: string) => boolean> {
  if (installsElsewhere(tree)) return () => true;
  const settings = await Promise.all(
    ["pyproject.toml", "setup.py", "setup.cfg", "MANIFEST.in"].map((path) => tree.readText(path)),
  );
  const named = new Set(settings.flatMap((text) => text?.match(/\w+/g) ?? []));
  const isIgnored = gitIgnored((await tree.readText(".gitignore")) ?? "");
  const stems = new Set(
    tree.files.flatMap(({ path }) =>
      path.endsWith(".py") ? [] : [path.slice(path.lastIndexOf("/") + 1).split(".")[0]],
    ),
  );
  const { roots } = readLayout(tree);
  return (module) => {
    const stem = module.slice(module.lastIndexOf(".") + 1);
    const path = `${module.replaceAll(".", "/")}.py`;
    const places = [path, ...roots.map((root) => `${root}/${path}`)];
    return named.has(stem) || stems.has(stem) || places.some((place) => isIgnored(place) !== null);
  };
}
