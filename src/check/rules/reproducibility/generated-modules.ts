import { backendFor } from "../../../tree/backends/registry.ts";
import { unknownBackend } from "../../../tree/backends/unknown.ts";
import type { Distribution } from "../../../distribution/distribution.ts";
import { readBackend } from "../../../tree/read-source-tree.ts";
import type { KeyPath } from "../../../tree/formats/toml-file.ts";
import { sdistPyproject, sdistText } from "../../views/sdist-content.ts";

/** Tables whose presence says that code of the project, or of a plugin, runs during the build. */
const HOOKS: readonly KeyPath[] = [
  ["tool", "hatch", "build", "hooks"],
  ["tool", "hatch", "build", "targets", "wheel", "hooks"],
  ["tool", "poetry", "build"],
  ["tool", "pdm", "build", "run-setuptools"],
  ["tool", "pdm", "build", "custom-hook"],
  ["tool", "setuptools", "cmdclass"],
];

/**
 * Whether the build of an sdist may write Python modules that the sdist does not hold: by a hook, by a setup.py with
 * commands of its own or of Cython and its like, by a compiled project's backend (maturin writes the `__init__.py` of
 * a package that is all Rust), by a backend that is not known or lies in the sdist.
 */
export async function makesModules(sdist: Distribution): Promise<boolean> {
  const pyproject = await sdistPyproject(sdist);
  const { buildBackend, backendPath } = readBackend(pyproject);
  const facts = backendFor(buildBackend);
  if (facts.compiles || facts === unknownBackend || backendPath.length > 0) return true;
  if (HOOKS.some((path) => pyproject?.get(path) !== undefined)) return true;
  const setup = facts.readsSetupPy ? await sdistText(sdist, "setup.py") : null;
  return (
    setup !== null &&
    /\bcmdclass\b|\bpbr\b|cythonize|mypycify|cffi_modules|\bopen\([^)]*["'][wa]b?["']/.test(setup)
  );
}
