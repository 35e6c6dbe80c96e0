import { normalizeName } from "../../../../version/names.ts";
import { importNamesOf } from "../../../../distribution/import-names.ts";

/**
 * What build requirements bring along (normalised names; from their metadata, November 2026). A distribution that is
 * not listed may bring anything.
 */
const CARRIES: Readonly<Record<string, readonly string[]>> = {
  cffi: ["pycparser"],
  cmake: [],
  cython: [],
  meson: [],
  ninja: [],
  numpy: [],
  "oldest-supported-numpy": ["numpy"],
  packaging: [],
  pkgconfig: [],
  pybind11: [],
  setuptools: [],
  "setuptools-rust": ["semantic-version", "setuptools"],
  "setuptools-scm": ["packaging", "setuptools", "tomli", "typing-extensions", "vcs-versioning"],
  six: [],
  toml: [],
  tomli: [],
  versioneer: ["tomli"],
  wheel: ["packaging"],
};

/** What every environment of a build by setuptools has: setuptools itself and what comes inside of it. */
const ALWAYS = ["setuptools", "pkg_resources", "distutils", "_distutils_hack", "__future__"];

/** What can be imported in the environment of a build. */
export interface BuildImports {
  /** Lower-case top-level names: how a name is written in Python says nothing about the distribution's spelling. */
  readonly names: ReadonlySet<string>;
  /** True when nothing else can be there, because each requirement is known with what it brings along. */
  readonly isComplete: boolean;
}

/** The top-level names that the requirements of a build provide, with what they are known to bring along. */
export function buildImports(requires: readonly string[]): BuildImports {
  const required = requires.map((text) => normalizeName(/^[A-Za-z0-9._-]+/.exec(text.trim())?.[0] ?? ""));
  const all = required.flatMap((name) => [name, ...(CARRIES[name] ?? [])]);
  return {
    names: new Set([...ALWAYS, ...all.flatMap(importNamesOf)].map((name) => name.toLowerCase())),
    isComplete: required.every((name) => Object.hasOwn(CARRIES, name)),
  };
}
