import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K034: a data file is installed outside the package. */
export const dataOutsidePackage: Rule = defineRule({
  code: "K034",
  slug: "data-outside-package",
  title: "a data file is installed outside the package",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "The wheel installs files at the root of the environment (data_files), outside share/ and etc/jupyter.",
    why: "The location depends on the installer and the system, so the program has to search for its own files.",
    fix: "ship the file in the package and read it with importlib.resources",
    bad: "good_pkg-1.0.data/data/etc/good.conf",
    good: "good_pkg/good.conf",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const found = wheel.entries.filter(
        ({ name, kind }) =>
          kind === "file" && /^[^/]+\.data\/data\/(?!share\/|etc\/jupyter\/|bin\/|lib\/)/.test(name),
      );
      const [first] = found;
      if (first === undefined) continue;
      const where = first.name.split("/").slice(2).join("/");
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more`;
      yield {
        message: `${wheel.fileName} installs ${where}${more} at the root of the environment`,
        location: { file: memberPath(wheel, first.name) },
        subject: wheel.fileName,
      };
    }
  },
});
