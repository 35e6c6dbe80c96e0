import { readConfig } from "../config/read-config.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { changelogAmong } from "../tree/changelog/changelog-files.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import type { FragmentFile, FragmentSettings } from "../tree/changelog/fragments.ts";
import { forgeLinks, webAddress, type ForgeLinks } from "../tree/changelog/news.ts";
import { exactText, readProjectFragments } from "../tree/changelog/project-fragments.ts";
import type { TowncrierSettings } from "../tree/changelog/towncrier-settings.ts";

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

const REPOSITORY = /^(source|repository|source ?code|github|gitlab|code|homepage|home-page|home)$/i;

/** Reads what [tool.shipwheel.changelog], towncrier's configuration and the files themselves say. */
export async function readChangelogSettings(tree: SourceTree): Promise<ChangelogSettings> {
  const config = readConfig(tree.pyproject).changelog;
  const { towncrier, ...fragments } = await readProjectFragments(tree, config.fragments);
  const present = changelogAmong(tree.files.filter((file) => file.kind === "file").map((file) => file.path));
  const file = config.file ?? towncrier?.file ?? present ?? "CHANGELOG.md";
  const text = await exactText(tree, file);
  const auto = fragments.areUsed ? "fragments" : text === null ? "conventional" : "manual";
  return {
    style: config.style === "auto" ? auto : config.style,
    changelog: text === null ? null : parseChangelog(file, text),
    file,
    fragments: fragments.settings,
    fragmentFiles: fragments.files,
    towncrier,
    links: linksOf(tree, config.links),
  };
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
