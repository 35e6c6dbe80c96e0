import { isBuildersWheel } from "../../../distribution/platform-tags.ts";
import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule, RuleInputs } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

const refused: Rule = problemRule({
  code: "T001",
  slug: "platform-tag-refused",
  title: "PyPI does not accept the platform tag",
  severity: "error",
  on: "wheel",
  pypiOnly: true,
  explains: [symptom.refusal("platform-tag")],
  docs: {
    what: "PyPI accepts manylinux, musllinux, macosx, win and a few other tags.",
    why: 'PyPI rejects the upload ("has an unsupported platform tag").',
    fix: "repair the wheel with auditwheel, or build in a manylinux image (cibuildwheel)",
    bad: "pkg-1.0-cp312-cp312-linux_x86_64.whl",
    good: "pkg-1.0-cp312-cp312-manylinux_2_28_x86_64.whl",
    peers: ["PyPI", "auditwheel"],
  },
});

/**
 * T001: PyPI does not accept the platform tag. Found by the reader itself. The wheel that was built from the tree a
 * moment ago, on this machine, is no defect of the project: it is tried here and not uploaded, and that is said.
 */
export const platformTagRefused: Rule = {
  ...refused,
  async check(inputs, options, seen) {
    const findings = await refused.check(inputs, options, seen);
    if (inputs.builtFromTree !== true) return findings;
    const severity = (await lacksWheelBuilds(inputs)) ? "warning" : "info";
    const local = inputs.wheels.filter((wheel) => isBuildersWheel(wheel.parsed));
    return Array.from(findings, (finding) =>
      local.some((wheel) => finding.subject?.startsWith(`${wheel.fileName} `) === true)
        ? {
            ...finding,
            severity,
            help: "publish the sdist and wheels of cibuildwheel (manylinux, musllinux); this wheel is tested here but not uploaded",
          }
        : finding,
    );
  },
};

/** What runs where wheels for an index are made. */
const WHEEL_BUILDER =
  /cibuildwheel|maturin-action|\bmaturin (?:build|publish)\b|auditwheel|manylinux|musllinux|multibuild/i;
/** Files that tell a service what to run. */
const SERVICE =
  /^(\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|\.cirrus\.(yml|star)|\.travis\.yml|azure-pipelines\.yml|appveyor\.yml|ci\/[^/]+\.ya?ml)$/;

/** Whether a project has services that build, and none of them makes wheels that an index takes. */
async function lacksWheelBuilds({ tree }: RuleInputs): Promise<boolean> {
  if (tree === undefined || tree.pyproject?.get(["tool", "cibuildwheel"]) !== undefined) return false;
  const files = tree.files.filter(({ path }) => SERVICE.test(path));
  const texts = await Promise.all(files.map(({ path }) => tree.readText(path)));
  return texts.length > 0 && !texts.some((text) => WHEEL_BUILDER.test(text ?? ""));
}
