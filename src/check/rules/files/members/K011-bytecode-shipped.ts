import { memberPath } from "../../../views/metadata-view.ts";
import { isSample, releasedFiles } from "../../../views/released-files.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K011: compiled bytecode is in the archive. */
export const bytecodeShipped: Rule = defineRule({
  code: "K011",
  slug: "bytecode-shipped",
  title: "compiled bytecode is in the archive",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "The archive contains .pyc files or a __pycache__ folder.",
    why: "Bytecode fits only one Python version and contains paths of the build machine; pip compiles its own.",
    fix: "exclude __pycache__ and *.pyc, and build from a clean tree",
    bad: "good_pkg/__pycache__/cli.cpython-312.pyc",
    good: "good_pkg/cli.py",
    peers: ["check-wheel-contents:W001", "pydistcheck:unexpected-files"],
  },
  *check(inputs) {
    for (const distribution of inputs.distributions) {
      const found = [...releasedFiles({ distributions: [distribution] })].filter(
        ({ path }) => /\.py[co]$/.test(path) && !isSample(path),
      );
      const [first] = found;
      if (first === undefined) continue;
      const names = new Set(distribution.entries.map((entry) => entry.name));
      // Without its source the bytecode is the module: then the wheel is for one Python only.
      const alone = found.filter(({ member }) => !names.has(member.replace(CACHED, "$1.py")));
      yield {
        message: `${distribution.fileName} contains ${count(found.length)}, the first: ${first.path}`,
        location: { file: memberPath(distribution, first.member) },
        subject: `${distribution.kind} bytecode`,
        ...(alone.length === found.length &&
          !first.path.includes("__pycache__/") && {
            why: "Without its source, bytecode runs only on the Python version that compiled it, which no tag states.",
          }),
      };
    }
  },
});

const CACHED = /(?:__pycache__\/)?([^/]+?)(?:\.[a-z]+-\d+(?:\.opt-\d)?)?\.py[co]$/;

function count(files: number): string {
  return files === 1 ? "a file of bytecode" : `${files} files of bytecode`;
}
