import { metadataViews } from "../../../views/metadata-view.ts";
import { fixIn } from "../../../engine/fix.ts";
import { setTomlValue } from "../../../../tree/edit/toml-edit.ts";
import { declaredFully, editableProject } from "../../../views/declared.ts";
import { webAddress } from "../../../../tree/web-address.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M025: the metadata has no URL. */
export const noUrls: Rule = defineRule({
  code: "M025",
  slug: "no-urls",
  title: "the metadata has no URL",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "The metadata has neither a home page nor a project URL.",
    why: "Users cannot find the source or report a bug.",
    fix: "add [project.urls]",
    bad: "(no urls)",
    good: '[project.urls]\nSource = "https://github.com/me/pkg"',
    peers: ["pyroma:Url"],
  },
  *check(inputs) {
    for (const view of metadataViews(inputs)) {
      if (view.urls.length > 0 || view.plainUrls.length > 0 || !declaredFully(inputs, view, "urls")) continue;
      const remote = inputs.tree?.git?.remoteUrl ?? null;
      const address = remote === null ? null : webAddress(remote);
      const pyproject = view.origin === "tree" ? editableProject(inputs.tree) : null;
      const changes =
        pyproject === null || address === null
          ? []
          : setTomlValue(pyproject, ["project", "urls", "Source"], address);
      yield {
        message: `${view.label} has no URL`,
        location: { file: view.label },
        subject: "urls",
        ...(address !== null && { help: `add [project.urls] with Source = "${address}"` }),
        ...fixIn("pyproject.toml", "review", "add the URL of the git remote", changes),
      };
    }
  },
});
