import type { SourceTree } from "../../tree/source-tree.ts";

/** Where a package usually has its command, the likeliest first. */
const PLACES = ["cli", "__main__", "main", "app"];
/** What a command reads its arguments with. */
const PARSERS = /^\s*(?:import|from)\s+(?:argparse|click|typer|docopt|fire|cyclopts)\b/m;
/** Callable without arguments, as a script calls it. */
const MAIN = /^(?:async\s+)?def main\(\s*(?:\w+\s*(?::[^=()]+)?=[^()]*)?\)\s*(?:->[^:]+)?:/m;

/** A command that the code has and the metadata does not declare: its target, `package.cli:main`. */
export async function foundScript(
  tree: Pick<SourceTree, "has" | "files" | "readText">,
): Promise<string | null> {
  for (const place of PLACES) {
    for (const { path } of tree.files) {
      const [, module] = new RegExp(`^(?:src/)?([A-Za-z_]\\w*)/${place}\\.py$`).exec(path) ?? [];
      if (module === undefined || /^(?:tests?|docs?|examples?|scripts|tools|bench\w*)$/.test(module))
        continue;
      const folder = path.slice(0, path.lastIndexOf("/"));
      if (!tree.has(`${folder}/__init__.py`)) continue;
      const text = (await tree.readText(path)) ?? "";
      if (PARSERS.test(text) && MAIN.test(text)) return `${module}.${place}:main`;
    }
  }
  return null;
}
