import { basename, dirname, join, posix, relative, sep } from "node:path";
import { Fault, fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { readSourceTree, treeOfTexts, withTexts } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";

/** Workflows that are judged together, as the rules see them. */
export interface WorkflowTree {
  readonly root: string;
  readonly tree: SourceTree;
  /** Paths in the tree to absolute ones, where the two differ. */
  readonly places: ReadonlyMap<string, string>;
  /** False for single files: what is not among them may well be in the repository. */
  readonly isWhole: boolean;
}

const FOLDER = ".github/workflows";
const YAML = /\.ya?ml$/;
const GITLAB = /(?:^|[./])gitlab-ci\.ya?ml$/;

/** Reads files and directories into trees: a repository is one tree, a file without a repository is one of its own. */
export async function workflowTrees(
  paths: readonly string[],
  ports: Ports,
): Promise<readonly WorkflowTree[]> {
  const trees: WorkflowTree[] = [];
  const loose: string[] = [];
  for (const path of paths) {
    const kind = (await statOf(path, ports))?.kind;
    if (kind === undefined) throw fault("usage/no-such-path", { path });
    if (kind !== "directory") loose.push(path);
    else {
      const own = await ofRepository(path, ports);
      if (own !== null) trees.push(own);
      else for (const each of await yamlIn(path, ports)) loose.push(each);
    }
  }
  return [...trees, ...(await ofFiles(loose, ports))];
}

async function statOf(path: string, { files }: Pick<Ports, "files">): ReturnType<Ports["files"]["stat"]> {
  const stat = await files.stat(path).catch(() => null);
  return stat?.kind === "symlink" ? files.stat(await files.realPath(path)) : stat;
}

async function yamlIn(directory: string, { files }: Pick<Ports, "files">): Promise<readonly string[]> {
  const names = await files.list(directory).catch(() => []);
  return names.flatMap(({ name, kind }) =>
    kind !== "directory" && YAML.test(name) ? [join(directory, name)] : [],
  );
}

/** The workflows of a repository, tracked or not, and its project if it has one; null for a directory without any. */
async function ofRepository(root: string, ports: Ports): Promise<WorkflowTree | null> {
  const found = [
    ...(await yamlIn(join(root, ...FOLDER.split("/")), ports)),
    ...(await yamlIn(root, ports)).filter((path) => GITLAB.test(path)),
  ];
  if (found.length === 0) return null;
  const texts = await withActions(
    root,
    await textsOf(found, (path) => relative(root, path).split(sep).join("/"), ports),
    ports,
  );
  const tree = await projectIn(root, ports);
  const all = tree === null ? treeOfTexts(root, texts) : withTexts(tree, texts);
  return { root, tree: all, places: new Map(), isWhole: true };
}

async function projectIn(root: string, ports: Ports): Promise<SourceTree | null> {
  try {
    return await readSourceTree(root, { allowNoGit: true }, ports);
  } catch (error) {
    if (error instanceof Fault && error.phase === "config") return null;
    throw error;
  }
}

async function ofFiles(paths: readonly string[], ports: Ports): Promise<readonly WorkflowTree[]> {
  const repositories = Map.groupBy(paths, (path) => {
    const folder = dirname(path);
    return folder.split(sep).join("/").endsWith(`/${FOLDER}`) ? dirname(dirname(folder)) : path;
  });
  return Promise.all(
    Array.from(repositories, async ([root, files]) => {
      const isLoose = files.includes(root);
      const nameOf = (path: string): string =>
        GITLAB.test(path) ? ".gitlab-ci.yml" : `${FOLDER}/${basename(path).replace(YAML, "")}.yml`;
      const inTree = (path: string): string => (isLoose ? nameOf(path) : `${FOLDER}/${basename(path)}`);
      const own = await textsOf(files, inTree, ports);
      const texts = isLoose ? own : await withActions(root, own, ports);
      return {
        root: isLoose ? dirname(root) : root,
        tree: treeOfTexts(root, texts),
        places: isLoose ? new Map(files.map((path) => [inTree(path), basename(path)])) : new Map(),
        isWhole: false,
      };
    }),
  );
}

async function textsOf(
  paths: readonly string[],
  inTree: (path: string) => string,
  { files }: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      paths.map(async (path) => [inTree(path), (await files.readText(path)).replace(/^\ufeff/, "")] as const),
    ),
  );
}

/** Workflows with the files of the repository's own actions that they use, tracked or not. */
async function withActions(
  root: string,
  texts: ReadonlyMap<string, string>,
  ports: Ports,
): Promise<ReadonlyMap<string, string>> {
  const all = new Map(texts);
  for (const text of all.values())
    for (const [, folder = ""] of text.matchAll(USES_OWN))
      for (const name of ["action.yml", "action.yaml"]) {
        const path = posix.join(folder, name);
        if (all.has(path) || path.startsWith("../")) continue;
        const file = join(root, ...path.split("/"));
        if ((await statOf(file, ports))?.kind !== "file") continue;
        for (const [inTree, read] of await textsOf([file], () => path, ports)) all.set(inTree, read);
      }
  return all;
}

const USES_OWN = /\buses:\s*["']?[.$]\/([^\s@"'#,}]*)/g;
