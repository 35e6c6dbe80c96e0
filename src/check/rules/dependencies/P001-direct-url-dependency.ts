import { directUrls } from "./direct-urls.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P001: a dependency is a direct URL. */
export const directUrlDependency: Rule = defineRule({
  code: "P001",
  slug: "direct-url-dependency",
  title: "a dependency is a direct URL",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "A requirement has the form `name @ url`.",
    why: 'PyPI rejects the upload ("Can\'t have direct dependency: ...").',
    fix: "name a release instead (name>=1.0) and keep the URL for development, in [tool.uv.sources] or a requirements file",
    bad: 'dependencies = ["llm-ctx @ git+https://..."]',
    good: 'dependencies = ["llm-ctx>=0.3"]',
    peers: ["PyPI"],
  },
  check: (inputs) => directUrls(inputs, "project"),
});
