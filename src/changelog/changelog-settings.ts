import { parse } from "smol-toml";
import { readConfig } from "../config/read-config.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { readFragments, TOWNCRIER_TYPES, type FragmentFile, type FragmentSettings } from "./fragments.ts";
import { forgeLinks, webAddress, type ForgeLinks } from "./news.ts";
import { readTowncrier, type TowncrierSettings } from "./towncrier-settings.ts";

/** The changelog of a tree: where it is, what it is made of. */
export interface ChangelogSettings {
  readonly style: "conventional" | "fragments" | "manual";
  /** The file as it is; null when there is none yet. */
  readonly changelog: Changelog | null;
  /** Where it is, or would be. */
  readonly file: string;
  readonly fragments: FragmentSettings;
  readonly fragmentFiles: readonly FragmentFile[];
  readonly towncrier: TowncrierSettings | null;
  readonly links: ForgeLinks | null;
}

const FILES =
  /^(?:docs?\/(?:source\/)?)?(?:CHANGELOG|CHANGES|NEWS|HISTORY|RELEASE[-_]?NOTES)(?:\.(?:md|rst|txt))?$/i;
const DIRECTORIES = ["changes", "newsfragments", "changelog.d", "news", "docs/changes"] as const;
const REPOSITORY = /^(source|repository|source ?code|github|gitlab|code|homepage|home-page|home)$/i;

/** Reads what [tool.shipwheel.changelog], towncrier's configuration and the files themselves say. */
export async function readChangelogSettings(tree: SourceTree): Promise<ChangelogSettings> {
  const config = readConfig(tree.pyproject).changelog;
  const towncrier = await towncrierOf(tree);
  const directory = config.fragments ?? towncrier?.directory ?? usualDirectory(tree);
  const fragmentFiles = directory === null ? [] : await filesIn(tree, directory);
  const usual = tree.files.map((file) => file.path).filter((path) => FILES.test(path));
  const present = usual.toSorted((a, b) => a.split("/").length - b.split("/").length)[0];
  const file = config.file ?? towncrier?.file ?? present ?? "CHANGELOG.md";
  const text = await exactText(tree, file);
  const fragments: FragmentSettings = towncrier ?? {
    types: TOWNCRIER_TYPES,
    orphanPrefix: "+",
    issueFormat: null,
    ignore: [],
    allBullets: true,
  };
  const isConfigured = towncrier !== null || config.fragments !== undefined;
  // A directory of a usual name is one of fragments when there are some in it.
  const hasFragments = isConfigured || readFragments(fragmentFiles, fragments).used.length > 0;
  const auto = hasFragments ? "fragments" : text === null ? "conventional" : "manual";
  return {
    style: config.style === "auto" ? auto : config.style,
    changelog: text === null ? null : parseChangelog(file, text),
    file,
    fragments,
    fragmentFiles,
    towncrier,
    links: linksOf(tree, config.links),
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

async function towncrierOf(tree: SourceTree): Promise<TowncrierSettings | null> {
  const own = await tree.readText("towncrier.toml");
  if (own !== null) {
    const table = (parse(own)["tool"] as { towncrier?: Record<string, unknown> } | undefined)?.towncrier;
    if (table !== undefined) return readTowncrier(table, "towncrier.toml");
  }
  const table = tree.pyproject?.get(["tool", "towncrier"]);
  if (typeof table !== "object" || Array.isArray(table)) return null;
  return readTowncrier(table as Readonly<Record<string, unknown>>, "pyproject.toml");
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

function linksOf(
  tree: SourceTree,
  configured: { readonly issue?: string | undefined; readonly compare?: string | undefined },
): ForgeLinks | null {
  const named = tree.project.urls
    .filter(({ label, url }) => REPOSITORY.test(label) && /\b(github|gitlab|codeberg)\b/i.test(url))
    .map(({ url }) => url.replace(/(https?:\/\/[^/]+\/[^/]+\/[^/#?]+).*/, "$1"));
  const remote = tree.git?.remoteUrl == null ? null : webAddress(tree.git.remoteUrl);
  const address = named[0] ?? remote;
  const found = address === null ? null : forgeLinks(address);
  if (configured.issue === undefined && configured.compare === undefined) return found;
  return {
    issue: configured.issue ?? found?.issue ?? "#{number}",
    compare: configured.compare ?? found?.compare ?? "",
  };
}
