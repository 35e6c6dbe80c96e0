import { matchesGlob } from "../../../../text/glob.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { releasedFiles } from "../../../views/released-files.ts";
import { installedFiles } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K031: a forbidden file is present, or a required file is missing. */
export const filesAgainstContract: Rule = defineRule({
  code: "K031",
  slug: "files-against-contract",
  title: "a forbidden file is present, or a required file is missing",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "[tool.shipwheel.check.contract] names files that no distribution may contain and files that every wheel must contain.",
    why: "The project set this contract to prevent a defect of an earlier release.",
    fix: "exclude or add the file, or change the contract",
    bad: 'forbidden = ["data/"]  # and data/users.json in the wheel',
    good: "a wheel without data/",
    peers: ["pydistcheck:expected-files", "pydistcheck:unexpected-files"],
  },
  *check(inputs) {
    const { forbidden, required } = inputs.contract;
    for (const { distribution, path, member } of forbidden.length === 0 ? [] : releasedFiles(inputs)) {
      const pattern = forbidden.find((each) => matchesGlob(each, path));
      if (pattern === undefined) continue;
      yield {
        message: `${path} is in ${distribution.fileName}, but the contract forbids ${pattern}`,
        location: { file: memberPath(distribution, member) },
        subject: `${distribution.kind} ${pattern}`,
      };
    }
    for (const wheel of inputs.wheels) {
      const paths = installedFiles(wheel).map((file) => file.path);
      for (const pattern of required) {
        if (paths.some((path) => matchesGlob(pattern, path))) continue;
        yield {
          message: `${wheel.fileName} contains no ${pattern}, which the contract requires`,
          location: { file: wheel.fileName },
          subject: `required ${pattern}`,
        };
      }
    }
  },
});
