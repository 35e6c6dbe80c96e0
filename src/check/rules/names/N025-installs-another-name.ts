import { outcomeKey } from "../../../findings/finding.ts";
import { editDistance } from "../../../text/nearest.ts";
import { normalizeName } from "../../../version/names.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** N025: the readme installs a different project name. */
export const installsAnotherName: Rule = defineRule({
  code: "N025",
  slug: "installs-another-name",
  title: "the readme installs a different project name",
  severity: "info",
  needs: ["tree"],
  confidence: "likely",
  docs: {
    what: "A command in a code block of the readme installs a name that differs slightly from the project's name.",
    why: "Anyone who copies the command installs nothing, or another project.",
    fix: "write the project's own name",
    bad: "pip install good_pkgs",
    good: "pip install good-pkg",
    peers: [],
  },
  async check(inputs) {
    const { tree } = inputs;
    const name = tree?.project.name?.value;
    const file = tree?.project.readme?.file?.replace(/^\.\//, "");
    const text = tree === undefined || file === undefined ? null : await tree.readText(file);
    const findings: RuleFinding[] = [];
    if (name === undefined || file === undefined || text === null) return findings;
    for (const [at, line] of text.split("\n").entries()) {
      const command =
        /^[\s>$]*(?:python3? -m )?(?:uv )?(?:pip3?|pipx|uv tool|uv) (?:install|add) (?<words>.+)$/.exec(line);
      for (const word of (command?.groups?.["words"] ?? "").split(/\s+/)) {
        const [installed = ""] = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(word.replaceAll(/["'`]/g, "")) ?? [];
        if (installed === "" || normalizeName(installed) === normalizeName(name)) continue;
        if (installed.length < 4 || editDistance(normalizeName(installed), normalizeName(name)) > 1) continue;
        const column = line.indexOf(installed) + 1;
        findings.push({
          message: `the readme installs "${installed}", but the project is named ${name}`,
          location: { file, line: at + 1, column, endColumn: column + installed.length },
          subject: installed,
          disprovedBy: [outcomeKey.onIndex(normalizeName(installed))],
          help: `write ${name}`,
        });
      }
    }
    return findings;
  },
});
