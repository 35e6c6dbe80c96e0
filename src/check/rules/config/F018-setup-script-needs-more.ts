import { locator } from "../../../tree/setup-py.ts";
import { readBackend } from "../../../tree/read-source-tree.ts";
import { symptom } from "../../../values/finding.ts";
import { memberPath } from "../../metadata-view.ts";
import type { RuleFinding } from "../../rule.ts";
import { sdistPaths, sdistPyproject, sdistText, topFolder } from "../../sdist-content.ts";
import { foreignImports, readFiles } from "../../setup-script.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** F018: setup.py needs what a build does not have. */
export const setupScriptNeedsMore: Rule = defineRule({
  code: "F018",
  slug: "setup-script-needs-more",
  title: "setup.py needs what a build does not have",
  severity: "error",
  needs: ["tree", "sdist"],
  confidence: "likely",
  docs: {
    what: "setup.py imports a distribution that build-system.requires does not name, or the package that it is to build, or reads a file that the sdist (or the tree) does not hold.",
    why: "A build happens in an empty environment, from an unpacked sdist: it fails for every user who has no fitting wheel.",
    fix: "name the requirement in build-system.requires; read the version instead of importing the package; include the file in MANIFEST.in",
    bad: 'install_requires=open("requirements.txt").read()  # and the sdist lacks it',
    good: "include requirements.txt  # in MANIFEST.in",
    peers: ["uv build"],
  },
  async check({ tree, sdists }) {
    const findings: RuleFinding[] = [];
    if (tree?.setupPy != null) {
      const { text } = tree.setupPy;
      const place: Place = {
        file: "setup.py",
        has: (path) => tree.files.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
        isIsolated: !tree.backend.legacy && tree.backend.backendPath.length === 0,
        requires: tree.backend.requires,
        holder: "the tree",
      };
      findings.push(...problems(text, place));
    }
    for (const sdist of sdists) {
      const text = await sdistText(sdist, "setup.py");
      if (text === null) continue;
      const backend = readBackend(await sdistPyproject(sdist));
      const paths = [...sdistPaths(sdist)];
      const place: Place = {
        file: memberPath(sdist, `${topFolder(sdist)}/setup.py`),
        has: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
        isIsolated: !backend.legacy && backend.backendPath.length === 0,
        requires: backend.requires,
        holder: "the sdist",
      };
      findings.push(...problems(text, place));
    }
    return findings;
  },
});

/** Where a setup.py runs. */
interface Place {
  readonly file: string;
  readonly has: (path: string) => boolean;
  /** True when its own folder is not on the import path (PEP 517). */
  readonly isIsolated: boolean;
  readonly requires: readonly string[];
  readonly holder: string;
}

function* problems(text: string, place: Place): Generator<RuleFinding> {
  const at = locator(place.file, text);
  for (const { text: name, offset } of foreignImports(text, place.requires)) {
    const isBeside = place.has(`${name}.py`) || place.has(name);
    if (isBeside && (!place.isIsolated || /\bsys\.path\b/.test(text))) continue;
    // Where nobody says what a build needs, nothing can be said to lack.
    if (!isBeside && place.has(`src/${name}`) && /\bsys\.path\b/.test(text)) continue;
    yield {
      message: isBeside
        ? `setup.py imports ${name}, which lies beside it and is not on the path when it is built`
        : `setup.py imports ${name}, which the build's requirements do not provide`,
      location: at(offset, offset + name.length),
      subject: name,
      help: isBeside
        ? `add backend-path = ["."] to [build-system], or read what you need from the file`
        : `add the distribution of ${name} to build-system.requires`,
      explains: [symptom.build(`missing-module:${name}`)],
    };
  }
  for (const { text: name, offset } of readFiles(text)) {
    if (place.has(name)) continue;
    yield {
      message: `setup.py reads ${name}, and ${place.holder} does not hold it`,
      location: at(offset, offset + name.length),
      subject: name,
      help:
        place.holder === "the sdist"
          ? `add "include ${name}" to MANIFEST.in`
          : `commit ${name}, or drop the reading`,
      explains: [symptom.build(`missing-file:${name}`)],
    };
  }
}
