import type { BackendFacts } from "../backend.ts";
import { flit } from "./flit.ts";
import { hatchling } from "./hatchling.ts";
import { maturin } from "./maturin.ts";
import { meson } from "./meson.ts";
import { pdm } from "./pdm.ts";
import { poetry } from "./poetry.ts";
import { scikitBuild } from "./scikit-build.ts";
import { setuptools } from "./setuptools.ts";
import { unknownBackend } from "./unknown.ts";
import { uvBuild } from "./uv-build.ts";

/** Every backend that is known by name; a new one is a file and a line here. */
export const BACKENDS: readonly BackendFacts[] = [
  flit,
  hatchling,
  maturin,
  meson,
  pdm,
  poetry,
  scikitBuild,
  setuptools,
  uvBuild,
];

/** The facts for a `build-backend` value. */
export function backendFor(buildBackend: string): BackendFacts {
  return BACKENDS.find((facts) => facts.objects.includes(buildBackend)) ?? unknownBackend;
}
