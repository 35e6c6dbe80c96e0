import type { SourceTree } from "../../tree/source-tree.ts";
import { bareSource } from "./bare.ts";
import { flitSource } from "./flit.ts";
import { hatchlingSource } from "./hatchling.ts";
import { pdmSource } from "./pdm.ts";
import { poetrySource } from "./poetry.ts";
import { setuptoolsSource } from "./setuptools.ts";
import type { Source } from "./source.ts";
import { uvBuildSource } from "./uv-build.ts";

/** Every source, the surest first: the first one that recognises a tree reads it. A new one is a file and a line here. */
export const SOURCES: readonly Source[] = [
  poetrySource,
  hatchlingSource,
  flitSource,
  pdmSource,
  uvBuildSource,
  setuptoolsSource,
  bareSource,
];

/** What can be migrated, as people call it. */
export const SOURCE_TITLES: readonly string[] = SOURCES.filter((each) => each !== bareSource).map(
  ({ title }) => title,
);

/** The source that a tree is described by; null when none knows it. */
export function sourceFor(tree: SourceTree): Source | null {
  return SOURCES.find((source) => source.recognises(tree)) ?? null;
}
