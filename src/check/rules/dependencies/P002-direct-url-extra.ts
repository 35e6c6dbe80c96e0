import { directUrls } from "./direct-urls.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P002: a dependency of an extra is a direct URL. */
export const directUrlExtra: Rule = defineRule({
  code: "P002",
  slug: "direct-url-extra",
  title: "a dependency of an extra is a direct URL",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "A requirement of an extra has the form `name @ url`.",
    why: 'PyPI rejects the upload ("Can\'t have direct dependency: ...").',
    fix: "name a release instead (name>=1.0) and keep the URL for development, in [tool.uv.sources] or a requirements file",
    bad: '[project.optional-dependencies]\ngpu = ["torch @ https://..."]',
    good: 'gpu = ["torch>=2.5"]',
    peers: ["PyPI"],
  },
  check: (inputs) => directUrls(inputs, "extras"),
});
