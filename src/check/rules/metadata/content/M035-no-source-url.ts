import { metadataViews } from "../../../views/metadata-view.ts";
import { fixIn } from "../../../engine/fix.ts";
import { setTomlValue } from "../../../../tree/edit/toml-edit.ts";
import { declaredFully, editableProject } from "../../../views/declared.ts";
import { webAddress } from "../../../../tree/web-address.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M035: the metadata has no source, issue tracker or changelog URL. */
export const noSourceUrl: Rule = defineRule({
  code: "M035",
  slug: "no-source-url",
  title: "the metadata has no source, issue tracker or changelog URL",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  byDefault: false,
  fix: "review",
  docs: {
    what: "PyPI shows project URLs with well-known labels (Source, Issues, Changelog) prominently; the project has none of them.",
    why: "Users look for these URLs first when something breaks.",
    fix: "add Source, Issues and Changelog to [project.urls]",
    bad: '[project.urls]\nHomepage = "https://good.dev"',
    good: '[project.urls]\nSource = "https://github.com/me/pkg"',
    peers: [],
  },
  *check(inputs) {
    for (const view of metadataViews(inputs)) {
      if (!declaredFully(inputs, view, "urls") || view.urls.some(({ label, url }) => isWellKnown(label, url)))
        continue;
      const remote = inputs.tree?.git?.remoteUrl ?? null;
      const address = remote === null ? null : webAddress(remote);
      const pyproject = view.origin === "tree" ? editableProject(inputs.tree) : null;
      const changes =
        pyproject === null || address === null
          ? []
          : setTomlValue(pyproject, ["project", "urls", "Source"], address);
      yield {
        message: `${view.label} has no source, issue tracker or changelog URL`,
        location: { file: view.label },
        subject: "source-url",
        ...fixIn("pyproject.toml", "review", "add the URL of the git remote", changes),
      };
    }
  },
});
/** Labels that PyPI knows (well-known project URLs), and hosts of source code. */
function isWellKnown(label: string, url: string): boolean {
  const plain = label.toLowerCase().replaceAll(/[^a-z]/g, "");
  return (
    /^(source|sourcecode|repository|github|code|issues|issuetracker|bugs|bugtracker|tracker|changelog|changes|whatsnew|history|releasenotes)$/.test(
      plain,
    ) || /^https?:\/\/(www\.)?(github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)\//i.test(url)
  );
}
