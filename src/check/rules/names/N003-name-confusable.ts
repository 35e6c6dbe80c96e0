import { symptom } from "../../../findings/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N003: the name is too similar to an existing project. */
export const nameConfusable: Rule = defineRule({
  code: "N003",
  slug: "name-confusable",
  title: "the name is too similar to an existing project",
  severity: "error",
  needs: [
    ["index", "tree"],
    ["index", "dist"],
  ],
  pypiOnly: true,
  docs: {
    what: "To compare names, PyPI ignores separators and treats l, i and 1, and o and 0, as the same character.",
    why: 'PyPI refuses to create the project ("The name ... is too similar to an existing project.").',
    fix: "choose a name that differs by more than look-alike characters",
    bad: 'name = "f1ask-ultra"  # flask-ultra exists',
    good: 'name = "ultra-for-flask"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    if (inputs.existing === true) return;
    for (const { name, label } of metadataViews(inputs)) {
      const [other] = name === null ? [] : (inputs.index?.lookalikes.get(normalizeName(name.value)) ?? []);
      if (name === null || other === undefined) continue;
      yield {
        message: `${label}: "${name.value}" is too similar to ${other}, which is on the index`,
        location: name.location,
        subject: name.value,
        why: `PyPI answers: "The name '${name.value}' is too similar to an existing project."`,
        explains: [symptom.refusal("name-too-similar")],
      };
    }
  },
});
