import { isEmptyWheel } from "../../../views/wheel-content.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K001: the wheel holds no file of the project. */
export const emptyWheel: Rule = defineRule({
  code: "K001",
  slug: "empty-wheel",
  title: "the wheel holds no file of the project",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "Nothing but metadata is in the wheel.",
    why: "It installs without a word, and then nothing can be imported.",
    fix: 'tell the back-end where the packages are: for setuptools [tool.setuptools.packages.find] where = ["src"]',
    bad: '[tool.setuptools.packages.find]\ninclude = ["pkg*"]  # but pkg lies below src/',
    good: '[tool.setuptools.packages.find]\nwhere = ["src"]',
    peers: ["check-wheel-contents:W007", "check-wheel-contents:W008"],
  },
  *check({ wheels, layout, tree }) {
    for (const wheel of wheels) {
      // An archive without any member could not be read: another rule tells.
      if (wheel.entries.length === 0 || !isEmptyWheel(wheel)) continue;
      const expected = layout?.topLevel ?? [];
      // A metapackage is made of requirements only: with no code in the tree that is what it is.
      if (expected.length === 0 && (wheel.metadata?.requiresDist.length ?? 0) > 0) continue;
      const missing = expected.length === 0 ? "" : `; the tree has ${expected.join(", ")}`;
      const root = layout?.roots[0] ?? "";
      yield {
        message: `${wheel.fileName} holds no file of the project${missing}`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
        ...(tree?.backend.id === "setuptools" &&
          root !== "" && {
            help: `write [tool.setuptools.packages.find] where = ["${root}"]`,
          }),
        explains: [
          ...(layout?.modules ?? []).map((module) => symptom.missingModule(module.name)),
          ...[...(wheel.entryPoints?.groups.values() ?? [])].flatMap((list) =>
            list.flatMap((entry) => [
              symptom.script(entry.name),
              symptom.entryPoint(entry.name),
              symptom.missingModule(entry.module),
              symptom.missingModule(entry.module.split(".")[0] ?? ""),
            ]),
          ),
          symptom.install("empty"),
        ],
      };
    }
  },
});
