import { matchesGlob } from "../../../../text/glob.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { releasedFiles } from "../../../views/released-files.ts";
import { installedFiles } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K031: a file that the contract forbids is there, or one that it asks for is not. */
export const filesAgainstContract: Rule = defineRule({
  code: "K031",
  slug: "files-against-contract",
  title: "a file that the contract forbids is there, or one that it asks for is not",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "[tool.shipwheel.check.contract] names files that no distribution may hold, and files that every wheel must hold.",
    why: "The project itself says so: it was wrong before.",
    fix: "exclude or ship the file, or change the contract",
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
        message: `${path} is in ${distribution.fileName}, and the contract forbids ${pattern}`,
        location: { file: memberPath(distribution, member) },
        subject: `${distribution.kind} ${pattern}`,
      };
    }
    for (const wheel of inputs.wheels) {
      const paths = installedFiles(wheel).map((file) => file.path);
      for (const pattern of required) {
        if (paths.some((path) => matchesGlob(pattern, path))) continue;
        yield {
          message: `${wheel.fileName} holds no ${pattern}, which the contract asks for`,
          location: { file: wheel.fileName },
          subject: `required ${pattern}`,
        };
      }
    }
  },
});
