import { flitTarget } from "./flit.ts";
import { hatchlingTarget } from "./hatchling.ts";
import { pdmTarget } from "./pdm.ts";
import { setuptoolsTarget } from "./setuptools.ts";
import type { Target } from "./target.ts";
import { uvBuildTarget } from "./uv-build.ts";

/** Every target. A new one is a file and a line here. */
export const TARGETS: readonly Target[] = [
  setuptoolsTarget,
  hatchlingTarget,
  flitTarget,
  pdmTarget,
  uvBuildTarget,
];

/** In this order `auto` tries them: the first one that can express the project. */
export const AUTO_ORDER: readonly string[] = ["setuptools", "hatchling"];
