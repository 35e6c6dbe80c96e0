import { readmeBadge } from "./kinds/badge.ts";
import { bumpToolState } from "./kinds/bump-tools.ts";
import { cargoManifest } from "./kinds/cargo.ts";
import { citation, codemeta } from "./kinds/citation.ts";
import { condaRecipe } from "./kinds/conda.ts";
import { fallbackVersion, pluginManifest } from "./kinds/fallback.ts";
import { dockerfile, helmChart } from "./kinds/container.ts";
import { poetryLock, uvLock } from "./kinds/lock-files.ts";
import { mesonProject } from "./kinds/meson.ts";
import { nodePackage } from "./kinds/node.ts";
import { pyprojectVersion } from "./kinds/pyproject.ts";
import { dunderVersion } from "./kinds/python.ts";
import { setupCfgVersion, setupPyVersion } from "./kinds/setup.ts";
import { sphinxConf } from "./kinds/sphinx.ts";
import { versionFile } from "./kinds/version-file.ts";
import type { VersionLocationKind } from "./version-location.ts";

/** Every kind of place that may state the version; of two that claim one place the earlier counts. */
export const VERSION_LOCATION_KINDS: readonly VersionLocationKind[] = [
  pyprojectVersion,
  setupPyVersion,
  setupCfgVersion,
  dunderVersion,
  fallbackVersion,
  versionFile,
  uvLock,
  poetryLock,
  cargoManifest,
  nodePackage,
  mesonProject,
  bumpToolState,
  sphinxConf,
  citation,
  codemeta,
  dockerfile,
  helmChart,
  pluginManifest,
  condaRecipe,
  readmeBadge,
];
