import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { importableNames, topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M034: the declared import names differ from the wheel. */
export const importNameDiffers: Rule = defineRule({
  code: "M034",
  slug: "import-name-differs",
  title: "the declared import names differ from the wheel",
  severity: "warning",
  needs: ["wheel"],

  docs: {
    what: "Import-Name (PEP 794) does not match the modules in the wheel.",
    why: "Tools that look up a project by its import name find the wrong project.",
    fix: "let the backend generate the field, or correct import-names",
    bad: "Import-Name: demos, and the wheel contains demo/",
    good: "Import-Name: demo",
    peers: [],
  },
  *check(inputs) {
    for (const distribution of inputs.wheels) {
      const { metadata, fileName } = distribution;
      const declared = [...(metadata?.importNames ?? []), ...(metadata?.importNamespaces ?? [])];
      if (metadata === null || declared.every((each) => each.trim() === "")) continue;
      const listed = declared.map((each) => each.split(";")[0]?.trim() ?? "");
      const importable = importableNames(distribution);
      const absent = listed.filter((name) => !importable.has(name));
      const tops = new Set(listed.map((name) => name.split(".")[0] ?? ""));
      const unlisted = topLevelNames(distribution).filter((name) => !tops.has(name) && !name.startsWith("_"));
      const location = { file: memberPath(distribution, metadataMember(distribution)) };
      if (absent.length === 0 && unlisted.length === 0) continue;
      const told = [
        ...(absent.length > 0 ? [`${absent.join(", ")} cannot be imported from it`] : []),
        ...(unlisted.length > 0 ? [`${unlisted.join(", ")} can be imported but is not listed`] : []),
      ];
      yield { message: `${fileName}: of its import names, ${told.join("; ")}`, location, subject: fileName };
    }
  },
});
