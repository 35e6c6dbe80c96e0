import type { Fix } from "../../../findings/finding.ts";
import { keyAt, parseYamlFile, type YamlFile, type YamlProblem } from "../../../tree/formats/yaml-file.ts";
import { workflowFix } from "../../../tree/workflows/edits.ts";
import { isWhole, workflowFiles } from "../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** W010: a workflow says a key twice. */
export const duplicateKey: Rule = defineRule({
  code: "W010",
  slug: "duplicate-workflow-key",
  title: "a workflow has a duplicate key",
  severity: "error",
  needs: ["tree"],
  fix: "review",
  docs: {
    what: "A mapping has the same key twice, for example `push:` for branches and again for tags.",
    why: "GitHub rejects the workflow, so nothing runs; other YAML readers keep only the last key.",
    fix: "merge both values under one key",
    bad: "on:\n  push:\n    branches: [main]\n  push:\n    tags: ['v*']",
    good: "on:\n  push:\n    branches: [main]\n    tags: ['v*']",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const file of await workflowFiles(inputs)) {
      if (!isWhole(file)) continue;
      for (const problem of file.problems) {
        if (!problem.duplicate) continue;
        const key = keyAt(file, problem);
        const fix = await mergeFix(file, problem);
        findings.push({
          message: `the key ${key} occurs twice, so one value is ignored`,
          location: file.locate({ start: problem.start, end: problem.start + key.length }),
          subject: `${file.path} ${problem.start}`,
          ...(fix === null ? {} : { fix }),
        });
      }
    }
    return findings;
  },
});

/** Two mappings, one right behind the other, become one by dropping the second key's line, if nothing is twice then. */
async function mergeFix(file: YamlFile, problem: YamlProblem): Promise<Fix | null> {
  const start = file.text.lastIndexOf("\n", problem.start) + 1;
  const end = file.text.indexOf("\n", problem.start) + 1;
  if (end === 0) return null;
  const line = file.text.slice(start, end);
  const key = /^(\s*)([\w.-]+):\s*$/.exec(line);
  if (key === null) return null;
  const [, indent = "", name = ""] = key;
  const before = file.text.slice(0, start).split("\n").slice(0, -1);
  const sibling = before.findLast(
    (each) => each.trim() !== "" && (/^\s*/.exec(each)?.[0].length ?? 0) <= indent.length,
  );
  if (sibling?.trimEnd() !== `${indent}${name}:`) return null;
  const merged = file.text.slice(0, start) + file.text.slice(end);
  const { problems } = await parseYamlFile(file.path, merged);
  if (problems.length >= file.problems.length) return null;
  return workflowFix(`merge both under one ${name}:`, "review", file, { start, end, text: "" });
}
