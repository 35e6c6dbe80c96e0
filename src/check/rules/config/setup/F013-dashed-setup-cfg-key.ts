import { renameIniKey } from "../../../../tree/edit/ini-edit.ts";
import { fixIn } from "../../../engine/fix.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** F013: a setup.cfg key has a dash. */
export const dashedSetupCfgKey: Rule = defineRule({
  code: "F013",
  slug: "dashed-setup-cfg-key",
  title: "a setup.cfg key has a dash",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "Keys of [metadata] and [options] have underscores; dashes have been deprecated since setuptools 54.1.",
    why: "setuptools warns. Version 78.0 refused to build such projects, until 78.0.2 reverted the change.",
    fix: "write an underscore",
    bad: "[metadata]\nauthor-email = ada@good.dev",
    good: "[metadata]\nauthor_email = ada@good.dev",
    peers: ["repo-review:SCFG001"],
  },
  *check({ tree }) {
    const setupCfg = tree?.setupCfg;
    if (setupCfg == null) return;
    const { text } = setupCfg;
    for (const section of ["metadata", "options"]) {
      for (const [key, entry] of setupCfg.sections.get(section) ?? []) {
        if (!key.includes("-")) continue;
        const right = key.replaceAll("-", "_");
        const excerpt = setupCfg.lines[entry.line - 1] ?? "";
        yield {
          message: `[${section}] of setup.cfg has ${key}; setuptools' name for it is ${right}`,
          location: { file: "setup.cfg", line: entry.line, column: 1, endColumn: key.length + 1, excerpt },
          subject: `${section} ${key}`,
          help: `write ${right}`,
          ...fixIn("setup.cfg", "safe", `write ${right}`, renameIniKey(text, section, key, right)),
        };
      }
    }
  },
});
