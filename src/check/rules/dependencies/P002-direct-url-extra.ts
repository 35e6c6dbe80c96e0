import { isRequirementError, parseRequirement } from "../../../dist/requirement.ts";
import { normalizeName } from "../../../version/names.ts";
import { withoutCredentials } from "../../../tree/git-state.ts";
import { metadataViews } from "../../metadata-view.ts";
import { symptom } from "../../../values/finding.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** P002: a dependency of an extra is a direct URL. */
export const directUrlExtra: Rule = defineRule({
  code: "P002",
  slug: "direct-url-extra",
  title: "a dependency of an extra is a direct URL",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "A requirement of the form `name @ url` inside an extra.",
    why: 'PyPI refuses the upload ("Can\'t have direct dependency: ...").',
    fix: "name a release instead (name>=1.0) and keep the URL for development, in [tool.uv.sources] or a requirements file",
    bad: '[project.optional-dependencies]\ngpu = ["torch @ https://..."]',
    good: 'gpu = ["torch>=2.5"]',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { requirements, label } of metadataViews(inputs)) {
      for (const requirement of requirements) {
        const parsed = parseRequirement(requirement.text);
        if (requirement.extra === null || isRequirementError(parsed) || parsed.url === null) continue;
        yield {
          message: `${label}: "${parsed.name}"${requirement.extra === null ? "" : ` (extra ${requirement.extra})`} is required from the address ${withoutCredentials(parsed.url)}`,
          location: requirement.location,
          subject: normalizeName(parsed.name),
          help: `require a release instead, for example "${parsed.name}>=1.0", and keep the address in [tool.uv.sources]`,
          explains: [
            symptom.refusal("direct-dependency"),
            symptom.install(`requirement:${normalizeName(parsed.name)}`),
          ],
        };
      }
    }
  },
});
