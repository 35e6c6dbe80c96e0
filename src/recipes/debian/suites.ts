import type { DEBIAN_SUITES } from "../../config/sections/recipe.ts";

/** What a Debian suite has: `apt-cache policy`, November 2026. */
interface Suite {
  readonly title: string;
  /** Version of the policy manual, for Standards-Version. */
  readonly standards: string;
  readonly python: string;
  /** Versions of build backends by the name on PyPI. */
  readonly backends: Readonly<Record<string, string>>;
}

/** Suites by their code names. */
export const SUITES: Readonly<Record<(typeof DEBIAN_SUITES)[number], Suite>> = {
  bookworm: {
    title: "Debian 12 (bookworm)",
    standards: "4.6.2",
    python: "3.11.2",
    backends: {
      "flit-core": "3.8.0",
      "hatch-vcs": "0.3.0",
      hatchling: "1.12.2",
      "meson-python": "0.12.0",
      "poetry-core": "1.4.0",
      setuptools: "66.1.1",
      "setuptools-scm": "7.1.0",
    },
  },
  trixie: {
    title: "Debian 13 (trixie)",
    standards: "4.7.2",
    python: "3.13.5",
    backends: {
      "flit-core": "3.12.0",
      "hatch-vcs": "0.4.0",
      hatchling: "1.27.0",
      maturin: "1.8.3",
      "meson-python": "0.17.1",
      "pdm-backend": "2.4.4",
      "poetry-core": "2.1.2",
      "scikit-build-core": "0.11.1",
      setuptools: "78.1.1",
      "setuptools-scm": "8.2.1",
    },
  },
};

/** The first version of a backend that takes `license` as a string and `license-files` as a list (PEP 639). */
export const FIRST_WITH_PEP639: Readonly<Record<string, string>> = {
  "flit-core": "3.12",
  hatchling: "1.27",
  "meson-python": "0.18",
  "pdm-backend": "2.4",
  "poetry-core": "2.2",
  setuptools: "77.0.3",
};

/** Packages of Debian that are not called `python3-` and the name on PyPI. */
export const PACKAGE_NAMES: Readonly<Record<string, string>> = {
  "flit-core": "flit",
  "meson-python": "python3-mesonpy",
  pyyaml: "python3-yaml",
  attrs: "python3-attr",
  beautifulsoup4: "python3-bs4",
  pillow: "python3-pil",
};
