import { BACKENDS } from "../../../tree/backends/registry.ts";
import { addTomlItem } from "../../../tree/edit/toml-edit.ts";
import { outcomeKey, symptom } from "../../../values/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { fixIn } from "../../fix.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** Back-ends, and what stands beside them without requiring one. */
const BRINGS_NONE: ReadonlySet<string> = new Set([
  ...BACKENDS.flatMap((facts) => facts.distributions).filter(
    (name) => !/scm|dynamic|^poetry$|^flit$/.test(name),
  ),
  "cython",
  "numpy",
  "wheel",
]);

/** P026: the back-end is not among the requirements of the build. */
export const backEndNotRequired: Rule = defineRule({
  code: "P026",
  slug: "back-end-not-required",
  title: "the back-end is not among the requirements of the build",
  severity: "error",
  needs: ["tree"],
  fix: "safe",
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "build-backend names a module of a distribution that build-system.requires does not name.",
    why: "Builds happen in an empty environment with these requirements and nothing else: the back-end cannot be imported.",
    fix: "add the back-end's distribution to build-system.requires",
    bad: '[build-system]\nrequires = []\nbuild-backend = "hatchling.build"',
    good: '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"',
    peers: [],
  },
  *check({ tree }) {
    if (tree === undefined || tree.backend.legacy || tree.backend.backendPath.length > 0) return;
    const { buildBackend, requires, id } = tree.backend;
    const names = requires.map((text) => /^[A-Za-z0-9._-]+/.exec(text.trim())?.[0] ?? "").map(normalizeName);
    const { distributions } = tree.backendFacts;
    const [first] = distributions;
    if (id === "unknown" || first === undefined || distributions.some((name) => names.includes(name))) return;
    const pyproject = tree.pyproject;
    const path = ["build-system", "requires"];
    yield {
      message: `the build back-end ${buildBackend} is used, and build-system.requires does not name ${distributions.join(" or ")}`,
      location: pyproject?.locate(path) ?? { file: "pyproject.toml" },
      subject: buildBackend,
      // A requirement that we do not know may bring it along; another back-end does not.
      ...(names.some((name) => !BRINGS_NONE.has(name)) && { severity: "warning", confidence: "likely" }),
      help: `add "${first}" to build-system.requires`,
      explains: [symptom.build("unknown-back-end")],
      ...(pyproject !== null &&
        fixIn(
          "pyproject.toml",
          "safe",
          `require ${first} for the build`,
          addTomlItem(pyproject, path, first),
        )),
    };
  },
});
