import { parse } from "smol-toml";
import { fault } from "../../findings/fault.ts";
import type { SourceTree } from "../source-tree.ts";
import { readFragments, TOWNCRIER_TYPES, type FragmentFile, type FragmentSettings } from "./fragments.ts";
import { readTowncrier, type TowncrierSettings } from "./towncrier-settings.ts";

/** The news fragments of a project: how they are read, and the files. */
export interface ProjectFragments {
  /** Null when the project does not configure towncrier. */
  readonly towncrier: TowncrierSettings | null;
  readonly settings: FragmentSettings;
  readonly files: readonly FragmentFile[];
  /** Fragments are configured, or a usual directory holds some. */
  readonly areUsed: boolean;
}

const DIRECTORIES = ["changes", "newsfragments", "changelog.d", "news", "docs/changes"] as const;

/** Reads the fragments of a tree: of the configured directory, else of towncrier's, else of a usual one. */
export async function readProjectFragments(
  tree: SourceTree,
  configured: string | undefined,
): Promise<ProjectFragments> {
  const towncrier = await towncrierOf(tree);
  const directory = configured ?? towncrier?.directory ?? usualDirectory(tree);
  const sections = configured === undefined ? (towncrier?.sections ?? [""]) : [""];
  const directories = directory === null ? [] : sections.map((section) => `${directory}/${section}`);
  const found = await Promise.all(directories.map((each) => filesIn(tree, each)));
  const settings: FragmentSettings = towncrier ?? {
    types: TOWNCRIER_TYPES,
    orphanPrefix: "+",
    issueFormat: null,
    ignore: [],
    allBullets: true,
  };
  const files = found.flat();
  const isConfigured = towncrier !== null || configured !== undefined;
  // A directory of a usual name is one of fragments when there are some in it.
  return {
    towncrier,
    settings,
    files,
    areUsed: isConfigured || readFragments(files, settings).used.length > 0,
  };
}

/** A file's text with its byte order mark; null when it is none or not UTF-8. */
export async function exactText(tree: SourceTree, path: string): Promise<string | null> {
  const bytes = await tree.readBytes(path);
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fault("changelog/bad-settings", { reason: `${path} is not UTF-8`, where: path });
  }
}

/** Directories of tools that join fragments and that this program does not read: changie and reno. */
const OF_OTHER_TOOLS = [".changes", ".change", "releasenotes/notes"] as const;

/** Whether the entry of a release is joined from fragments by whatever tool: settings say so, or a directory of a usual name is there. */
export function joinsFragments(tree: SourceTree): boolean {
  const settings = [
    ["tool", "towncrier"],
    ["tool", "scriv"],
    ["tool", "shipwheel", "changelog", "fragments"],
  ];
  return (
    settings.some((keys) => tree.pyproject?.get(keys) !== undefined) ||
    tree.files.some(
      ({ path }) =>
        path === "towncrier.toml" ||
        [...DIRECTORIES, ...OF_OTHER_TOOLS].some((directory) => path.startsWith(`${directory}/`)),
    )
  );
}

async function towncrierOf(tree: SourceTree): Promise<TowncrierSettings | null> {
  const own = await tree.readText("towncrier.toml");
  if (own !== null) {
    const table = (parse(own)["tool"] as { towncrier?: Record<string, unknown> } | undefined)?.towncrier;
    if (table !== undefined) return readTowncrier(table);
  }
  const table = tree.pyproject?.get(["tool", "towncrier"]);
  if (typeof table !== "object" || Array.isArray(table)) return null;
  return readTowncrier(table as Readonly<Record<string, unknown>>);
}

/** A directory of a usual name that holds something like fragments. */
function usualDirectory(tree: SourceTree): string | null {
  const isFragment = /^[^/]+\.[^/]+$/;
  return (
    DIRECTORIES.find((directory) =>
      tree.files.some(
        ({ path }) => path.startsWith(`${directory}/`) && isFragment.test(path.slice(directory.length + 1)),
      ),
    ) ?? null
  );
}

async function filesIn(tree: SourceTree, directory: string): Promise<readonly FragmentFile[]> {
  const prefix = `${directory.replace(/^\.\//, "").replace(/\/+$/, "")}/`;
  const inside = tree.files.filter(
    ({ path, kind }) =>
      kind === "file" && path.startsWith(prefix) && !path.slice(prefix.length).includes("/"),
  );
  const read = await Promise.all(
    inside.map(async ({ path }) => ({ path, text: await exactText(tree, path) })),
  );
  return read.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}
