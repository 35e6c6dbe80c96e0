import { BACKENDS } from "../../../tree/backends/registry.ts";
import { addTomlItem } from "../../../tree/edit/toml-edit.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { fixIn } from "../../engine/fix.ts";
import type { Backend } from "../../../tree/backend.ts";
import { readBackend } from "../../../tree/read-source-tree.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { sdistPyproject, topFolder } from "../../views/sdist-content.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** Backends, and what stands beside them without requiring one. */
const BRINGS_NONE: ReadonlySet<string> = new Set([
  ...BACKENDS.flatMap((facts) => facts.distributions).filter(
    (name) => !/scm|dynamic|^poetry$|^flit$/.test(name),
  ),
  "cython",
  "numpy",
  "wheel",
]);

/** P026: the backend is not in build-system.requires. */
export const backEndNotRequired: Rule = defineRule({
  code: "P026",
  slug: "back-end-not-required",
  title: "the backend is not in build-system.requires",
  severity: "error",
  needs: ["tree", "sdist"],
  fix: "safe",
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "build-system.requires does not name the distribution that provides build-backend.",
    why: "Builds run in an environment that contains only these requirements, so the backend cannot be imported.",
    fix: "add the backend's distribution to build-system.requires",
    bad: '[build-system]\nrequires = []\nbuild-backend = "hatchling.build"',
    good: '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"',
    peers: [],
  },
  async check({ tree, sdists }) {
    const findings: RuleFinding[] = [];
    const toml = tree?.pyproject ?? null;
    const missing = tree === undefined ? null : missingBackend(tree.backend);
    if (missing !== null) {
      findings.push({
        ...missing,
        location: toml?.locate(REQUIRES) ?? { file: "pyproject.toml" },
        ...(toml !== null &&
          fixIn(
            "pyproject.toml",
            "safe",
            `require ${missing.distribution} for the build`,
            addTomlItem(toml, REQUIRES, missing.distribution),
          )),
      });
    }
    for (const sdist of tree === undefined ? sdists : []) {
      const pyproject = await sdistPyproject(sdist);
      const found = pyproject === null ? null : missingBackend(readBackend(pyproject));
      const file = memberPath(sdist, `${topFolder(sdist)}/pyproject.toml`);
      if (found !== null) findings.push({ ...found, location: { ...pyproject?.locate(REQUIRES), file } });
    }
    return findings;
  },
});

const REQUIRES = ["build-system", "requires"];

/** What is wrong with a backend that nothing in its requirements brings; null when something does, or may. */
function missingBackend(backend: Backend): (RuleFinding & { readonly distribution: string }) | null {
  const { buildBackend, requires, id, legacy, backendPath } = backend;
  if (legacy || backendPath.length > 0 || id === "unknown") return null;
  const names = requires.map((text) => /^[A-Za-z0-9._-]+/.exec(text.trim())?.[0] ?? "").map(normalizeName);
  const distributions = BACKENDS.find((facts) => facts.id === id)?.distributions ?? [];
  const [first] = distributions;
  if (first === undefined || distributions.some((name) => names.includes(name))) return null;
  return {
    distribution: first,
    message: `the build backend ${buildBackend} is used, but build-system.requires does not name ${distributions.join(" or ")}`,
    subject: buildBackend,
    // A requirement that we do not know may bring it along; another backend does not.
    ...(names.some((name) => !BRINGS_NONE.has(name)) && {
      severity: "warning" as const,
      confidence: "likely" as const,
    }),
    help: `add "${first}" to build-system.requires`,
    explains: [symptom.build("unknown-back-end")],
  };
}
