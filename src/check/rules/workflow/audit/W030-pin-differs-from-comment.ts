import { child } from "../../../../tree/formats/yaml-file.ts";
import { workflowFix } from "../../../../tree/workflows/edits.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { ACTION_PINS } from "../../../knowledge/action-pins.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W030: the comment names another version than the commit is. */
export const pinDiffersFromComment: Rule = defineRule({
  code: "W030",
  slug: "pin-differs-from-comment",
  title: "a pinned action's comment names the wrong version",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "`uses: owner/action@<commit> # v1.2.3`, but that commit is another release of the action.",
    why: "Reviewers and update bots rely on the comment, so they mistake an old version for a new one, or the reverse.",
    fix: "write the version of the commit",
    bad: "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v5.0.1",
    good: "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    peers: ["zizmor:ref-version-mismatch"],
  },
  async check(inputs) {
    return (await resolvedWorkflows(inputs)).flatMap(({ file, jobs }) =>
      jobs.flatMap((job) =>
        [job, ...job.steps].flatMap(({ uses, node }) => {
          const place = child(node, "uses");
          const [path = "", commit = ""] = uses?.split("@") ?? [];
          const pin = ACTION_PINS.get(path.toLowerCase());
          if (place === null || pin?.commit !== commit) return [];
          const said = /^["']?[ \t]*#[ \t]*(?:tag=|pin @)?(v?\d+(?:\.\d+)*)(?=\s|$)/.exec(
            file.text.slice(place.start + (uses ?? "").length),
          );
          if (said?.[1] === undefined || isPrefix(said[1], pin.version)) return [];
          const end = place.start + (uses ?? "").length + said[0].length;
          const change = { start: end - said[1].length, end, text: pin.version };
          return {
            message: `${path} is pinned to the commit of ${pin.version}, but the comment says ${said[1]}`,
            location: file.locate({ start: change.start, end }),
            subject: `${file.path} ${place.start}`,
            fix: workflowFix(`write ${pin.version}`, "safe", file, change),
          };
        }),
      ),
    );
  },
});

/** `v7` and `7.0` are short for `v7.0.1`. */
function isPrefix(said: string, version: string): boolean {
  return `${version.replace(/^v/, "")}.`.startsWith(`${said.replace(/^v/, "")}.`);
}
