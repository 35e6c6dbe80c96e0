import { setuptoolsTarget } from "./setuptools.ts";
import type { Target } from "./target.ts";

/** Every target. A new one is a file and a line here. */
export const TARGETS: readonly Target[] = [setuptoolsTarget];

/** In this order `auto` tries them: the first one that can express the project. */
export const AUTO_ORDER: readonly string[] = ["setuptools", "hatchling"];
