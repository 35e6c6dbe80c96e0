import { locator } from "../../../../tree/setup-py.ts";
import type { Backend } from "../../../../tree/backend.ts";
import { directory } from "../../../../tree/backends/reading.ts";
import { readBackend } from "../../../../tree/read-source-tree.ts";
import { outcomeKey, symptom } from "../../../../findings/finding.ts";
import { buildImports } from "./build-imports.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import type { RuleFinding } from "../../../engine/rule.ts";
import { sdistPaths, sdistPyproject, sdistText, topFolder } from "../../../views/sdist-content.ts";
import { foreignImports, readFiles } from "./setup-script.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** F018: setup.py needs something that is missing during the build. */
export const setupScriptNeedsMore: Rule = defineRule({
  code: "F018",
  slug: "setup-script-needs-more",
  title: "setup.py needs something that is missing during the build",
  severity: "error",
  needs: ["tree", "sdist"],
  confidence: "likely",
  disprovedBy: [outcomeKey.built],
  docs: {
    what: "setup.py imports a distribution that build-system.requires does not name, imports the package that it builds, or reads a file that is not in the sdist (or the tree).",
    why: "Builds run in an empty environment from an unpacked sdist, so the build fails for every user without a matching wheel.",
    fix: "name the requirement in build-system.requires; read the version instead of importing the package; include the file in MANIFEST.in",
    bad: 'install_requires=open("requirements.txt").read()  # and the sdist lacks it',
    good: "include requirements.txt  # in MANIFEST.in",
    peers: ["uv build"],
  },
  async check({ tree, sdists, wheels, builtFromTree }) {
    // The build that just succeeded had everything that it needs.
    if (builtFromTree === true && wheels.length > 0) return [];
    const findings: RuleFinding[] = [];
    if (tree?.setupPy != null) {
      const { text } = tree.setupPy;
      const paths = tree.files.map(({ path }) => path);
      const place: Place = { file: "setup.py", paths, backend: tree.backend, holder: "the tree" };
      for (const each of problems(text, place)) findings.push(each);
    }
    for (const sdist of sdists) {
      const text = await sdistText(sdist, "setup.py");
      if (text === null) continue;
      const place: Place = {
        file: memberPath(sdist, `${topFolder(sdist)}/setup.py`),
        paths: [...sdistPaths(sdist)],
        backend: readBackend(await sdistPyproject(sdist)),
        holder: "the sdist",
      };
      for (const each of problems(text, place)) findings.push(each);
    }
    return findings;
  },
});

/** Where a setup.py runs. */
interface Place {
  readonly file: string;
  /** Of all files beside it. */
  readonly paths: readonly string[];
  readonly backend: Backend;
  readonly holder: string;
}

function* problems(text: string, place: Place): Generator<RuleFinding> {
  yield* absentImports(text, place);
  const at = locator(place.file, text);
  for (const { text: name, offset } of readFiles(text)) {
    if (isBeside(place, name)) continue;
    yield {
      message: `setup.py reads ${name}, but ${place.holder} does not contain it`,
      location: at(offset, offset + name.length),
      subject: name,
      help:
        place.holder === "the sdist"
          ? `add "include ${name}" to MANIFEST.in`
          : `commit ${name}, or stop reading it`,
      explains: [symptom.build(`missing-file:${name}`)],
    };
  }
}

function* absentImports(text: string, place: Place): Generator<RuleFinding> {
  const { buildBackend, legacy, requires, backendPath } = place.backend;
  // Other backends do not run setup.py, or may ask for more while they build (get_requires_for_build_wheel).
  if (!buildBackend.includes("setuptools")) return;
  const extendsPath = /\bsys\.path\b|\baddsitedir\(/.test(text);
  const { isComplete } = buildImports(requires);
  const at = locator(place.file, text);
  for (const { text: name, offset } of foreignImports(text, requires)) {
    const beside = isBeside(place, `${name}.py`) || isBeside(place, name);
    const isOnPath = backendPath.map(directory).some((folder) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      return isBeside(place, `${path}.py`) || isBeside(place, path);
    });
    if (isOnPath || (beside && legacy) || (extendsPath && isAnywhere(place, name))) continue;
    if (!beside && backendPath.length > 0) continue;
    yield {
      message: beside
        ? `setup.py imports ${name}, which is beside it but not on sys.path during the build`
        : `setup.py imports ${name}, which no build requirement provides`,
      ...(!beside && !isComplete && { severity: "warning" as const }),
      location: at(offset, offset + name.length),
      subject: name,
      help: beside
        ? `add backend-path = ["."] to [build-system], or read what you need from the file`
        : `add the distribution of ${name} to build-system.requires`,
      explains: [symptom.build(`missing-module:${name}`)],
    };
  }
}

/** Whether the file or folder is there, beside setup.py. */
function isBeside({ paths }: Place, path: string): boolean {
  return paths.some((each) => each === path || each.startsWith(`${path}/`));
}

/** Whether any folder holds a module of this name. */
function isAnywhere({ paths }: Place, name: string): boolean {
  return paths.some((path) => `/${path}`.endsWith(`/${name}.py`) || `/${path}`.includes(`/${name}/`));
}
