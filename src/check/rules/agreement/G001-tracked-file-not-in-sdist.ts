import type { SourceTree } from "../../../tree/source-tree.ts";
import { addLine, lineEnding } from "../../../tree/edit/text-lines.ts";
import { fixIn } from "../../engine/fix.ts";
import { readManifestIn } from "./manifest-in.ts";
import { isGenerated, sdistPaths } from "../../views/sdist-content.ts";
import type { RuleFinding, RuleInputs } from "../../engine/rule.ts";
import { missingDataFiles } from "../../views/packages/missing-data.ts";
import { listed } from "../../../text/plural.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G001: the sdist lacks a file that git has. */
export const trackedFileNotInSdist: Rule = defineRule({
  code: "G001",
  slug: "tracked-file-not-in-sdist",
  title: "the sdist lacks a file that git has",
  severity: "warning",
  needs: ["tree"],
  confidence: "likely",
  fix: "review",
  docs: {
    what: "A tracked file of a package is missing from the sdist, or, if there is a MANIFEST.in, any tracked file that no line of it names. Files for the repository only (dot files, CI, lock files) and files that a line excludes are not reported.",
    why: "Distributors build and test from the sdist. They are the first to notice that test data or an example is missing.",
    fix: "include it in the sdist, or exclude it explicitly",
    bad: "examples/demo.txt in git, no line for it in MANIFEST.in",
    good: "recursive-include examples *.txt",
    peers: ["check-manifest:missing from sdist", "check-sdist", "pyroma:CheckManifest"],
  },
  async check(inputs) {
    const { tree, sdists, builtFromTree } = inputs;
    if (tree === undefined) return [];
    const sdist = builtFromTree === true ? sdists[0] : undefined;
    const manifest = tree.backendFacts.readsManifestIn === true ? await tree.readText("MANIFEST.in") : null;
    // What the wheel lacks for the same reason has a finding already (K013).
    const told = new Set(missingDataFiles(inputs).map(({ path }) => path));
    const missing = (
      sdist === undefined
        ? predicted(inputs, tree, manifest)
        : missingFrom(sdistPaths(sdist), inputs, tree, manifest)
    ).filter((path) => !told.has(path));
    const [first] = missing;
    if (first === undefined) return [];
    const lines = manifest === null ? [] : manifestLines(missing);
    const finding: RuleFinding = {
      message: `${sdist?.fileName ?? "the sdist"} ${sdist === undefined ? "will lack" : "lacks"} ${listed(missing)}`,
      location: { file: first },
      subject: "missing",
      help:
        lines.length > 0
          ? `add to MANIFEST.in: ${lines.join("; ")}`
          : tree.backendFacts.shipInSdistHelp(first) +
            (missing.length > 1 ? ", and add the other files the same way" : ""),
      details: { missing: missing.slice(0, 200) },
      ...(manifest !== null &&
        sdist === undefined &&
        fixIn("MANIFEST.in", "review", "include them", addLine(manifest, lines.join(lineEnding(manifest))))),
    };
    return [finding];
  },
});

/** What nobody expects in an sdist: files for the repository, its hosts and its tools. */
const FOR_THE_REPOSITORY =
  /(^|\/)\.|^(ci|scripts|tools|benchmarks?|asv_bench|website|docker|node_modules|dist|build)\/|(^|\/)(appveyor|azure-pipelines|codecov|netlify|mkdocs|vercel|readthedocs|cloudbuild)[^/]*\.(ya?ml|toml|json)$|^(noxfile\.py|tox\.(ini|toml)|[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|Jenkinsfile|Dockerfile[^/]*|docker-compose[^/]*|renovate\.json5?|CODEOWNERS|CONTRIBUTING[^/]*|CODE_OF_CONDUCT[^/]*|SECURITY[^/]*|RELEAS(E|ING)[^/]*|CLAUDE\.md|AGENTS\.md|[^/]*lock(\.json|\.ya?ml|\.toml)?|[^/]*\.lock|Pipfile|requirements[^/]*\.(txt|in)|package\.json|pytest\.ini|mypy\.ini|\.?ruff\.toml|pyrightconfig\.json|environment[^/]*\.ya?ml|conftest\.py)$/;

/** What setuptools adds by itself. */
const BY_ITSELF =
  /^(pyproject\.toml|setup\.(py|cfg)|MANIFEST\.in|README[^/]*|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*|tests?\/test[^/]*\.py)$/;

function predicted(inputs: RuleInputs, tree: SourceTree, manifest: string | null): readonly string[] {
  // A plugin of the build may add files: those of setuptools-scm add all.
  const plain = tree.backend.requires.every((text) => /^(setuptools|wheel)\b(?![-_.])/i.test(text.trim()));
  if (manifest === null || !plain || tree.setupPy !== null) return [];
  const listedFiles = tree.pyproject?.get(["project", "license-files"]);
  const licenses = Array.isArray(listedFiles) ? listedFiles.map(String) : [];
  const paths = tree.files.map(({ path }) => path);
  const { included } = readManifestIn(manifest, paths);
  const have = new Set(
    paths.filter((path) => included.has(path) || BY_ITSELF.test(path) || licenses.includes(path)),
  );
  for (const path of paths) if (inPackage(path, inputs)) have.add(path);
  return missingFrom(have, inputs, tree, manifest);
}

function missingFrom(
  have: ReadonlySet<string>,
  inputs: RuleInputs,
  tree: SourceTree,
  manifest: string | null,
): readonly string[] {
  const paths = tree.files.filter(({ kind }) => kind === "file").map(({ path }) => path);
  const excluded = manifest === null ? new Set<string>() : readManifestIn(manifest, paths).excluded;
  const excludes = excludesByConfiguration(tree);
  return paths.filter((path) => {
    if (have.has(path) || excluded.has(path) || isGenerated(path) || FOR_THE_REPOSITORY.test(path))
      return false;
    if (inPackage(path, inputs))
      return !excludes && /\.(py|pyi|json|txt|typed)$/.test(path) && !/(^|\/)tests?\//.test(path);
    // Without a list nobody said that more than the package belongs there.
    return manifest !== null;
  });
}

function inPackage(path: string, { layout }: RuleInputs): boolean {
  return (layout?.modules ?? []).some(
    (module) => module.isPackage && path.startsWith(module.path.slice(0, -"__init__.py".length)),
  );
}

/** Whether the backend's own settings leave out files of the sdist. */
function excludesByConfiguration({ pyproject }: SourceTree): boolean {
  return [
    ["tool", "hatch", "build"],
    ["tool", "flit", "sdist", "exclude"],
    ["tool", "poetry", "exclude"],
    ["tool", "poetry", "packages"],
    ["tool", "pdm", "build"],
    ["tool", "uv", "build-backend"],
    ["tool", "maturin"],
    ["tool", "scikit-build", "sdist"],
    ["tool", "setuptools", "packages"],
    ["tool", "setuptools", "exclude-package-data"],
  ].some((path) => pyproject?.get(path) !== undefined);
}

/** One line a folder and suffix. */
function manifestLines(missing: readonly string[]): readonly string[] {
  const lines = missing.map((path) => {
    const slash = path.indexOf("/");
    if (slash === -1) return `include ${path}`;
    const suffix = /[^/](\.[\w-]+)$/.exec(path)?.[1];
    return suffix === undefined ? `include ${path}` : `recursive-include ${path.slice(0, slash)} *${suffix}`;
  });
  return [...new Set(lines)].sort();
}
