import { isLicensePath } from "../../knowledge/license-texts.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C007: the license text is missing. */
export const licenseTextMissing: Rule = defineRule({
  code: "C007",
  slug: "license-text-missing",
  title: "the license text is missing",
  severity: "warning",
  needs: ["tree", "dist"],

  docs: {
    what: "There is no LICENSE, COPYING or NOTICE file.",
    why: "Nearly every license requires that every copy includes its text.",
    fix: 'commit the text and list it: license-files = ["LICENSE"]',
    bad: 'license = "MIT", and no LICENSE file',
    good: 'license-files = ["LICENSE"]',
    peers: ["repo-review:PY003"],
  },
  *check(inputs) {
    const { tree } = inputs;
    const top = tree?.git?.prefix ?? "";
    if (
      tree !== undefined &&
      tree.project.source !== "none" &&
      top === "" &&
      !tree.files.some(({ path }) => isLicensePath(path))
    ) {
      yield {
        message: "the tree does not contain the license text",
        location: { file: tree.project.license?.location.file ?? "pyproject.toml" },
        subject: "license-text",
      };
    }
    for (const { entries, fileName, metadata } of inputs.distributions) {
      if (metadata === null || entries.some(({ name }) => isLicensePath(name.slice(name.indexOf("/") + 1))))
        continue;
      yield {
        message: `${fileName} does not contain the license text`,
        location: { file: fileName },
        subject: "license-text",
      };
    }
  },
});
