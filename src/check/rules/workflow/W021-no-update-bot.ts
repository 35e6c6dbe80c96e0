import { releaseWorkflows } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

const RENOVATE = /^(?:\.github\/|\.gitlab\/)?(?:\.?renovate(?:rc)?\.json5?|\.renovaterc)$/;
const DEPENDABOT = /^\.github\/dependabot\.ya?ml$/;

/** W021: pinned actions of a release are never brought up to date. */
export const noUpdateBot: Rule = defineRule({
  code: "W021",
  slug: "no-update-bot",
  title: "no update bot maintains the release's actions",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "The publishing workflow uses actions, but neither Dependabot nor Renovate is configured for them.",
    why: "Pinned actions become outdated: they miss fixes, and GitHub eventually removes what they depend on.",
    fix: "add .github/dependabot.yml with `package-ecosystem: github-actions`",
    bad: "(no .github/dependabot.yml)",
    good: "updates:\n  - package-ecosystem: github-actions\n    directory: /\n    schedule:\n      interval: weekly",
    peers: ["repo-review:GH200", "repo-review:GH210", "repo-review:GH212"],
  },
  async check(inputs) {
    const { tree } = inputs;
    const [release] = releaseWorkflows(await resolvedWorkflows(inputs));
    if (tree === undefined || release === undefined) return [];
    const paths = tree.files.map(({ path }) => path);
    if (paths.some((path) => RENOVATE.test(path))) return [];
    const bot = paths.find((path) => DEPENDABOT.test(path));
    if (bot !== undefined && /github-actions/.test((await tree.readText(bot)) ?? "")) return [];
    return [
      {
        message:
          bot === undefined
            ? "no update bot is configured for the release's actions"
            : `${bot} does not update github-actions`,
        location: { file: bot ?? release.file.path },
        subject: "update bot",
      },
    ];
  },
});
