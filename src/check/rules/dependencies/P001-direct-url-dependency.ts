import { isRequirementError, parseRequirement } from "../../../dist/requirement.ts";
import { normalizeName } from "../../../version/names.ts";
import { withoutCredentials } from "../../../tree/git-state.ts";
import { metadataViews } from "../../metadata-view.ts";
import { symptom } from "../../../values/finding.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** P001: a dependency is a direct URL. */
export const directUrlDependency: Rule = defineRule({
  code: "P001",
  slug: "direct-url-dependency",
  title: "a dependency is a direct URL",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "A requirement of the form `name @ url`.",
    why: 'PyPI refuses the upload ("Can\'t have direct dependency: ...").',
    fix: "name a release instead (name>=1.0) and keep the URL for development, in [tool.uv.sources] or a requirements file",
    bad: 'dependencies = ["llm-ctx @ git+https://..."]',
    good: 'dependencies = ["llm-ctx>=0.3"]',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { requirements, label } of metadataViews(inputs)) {
      for (const requirement of requirements) {
        const parsed = parseRequirement(requirement.text);
        if (requirement.extra !== null || isRequirementError(parsed) || parsed.url === null) continue;
        yield {
          message: `${label}: "${parsed.name}" is required from the address ${withoutCredentials(parsed.url)}`,
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
