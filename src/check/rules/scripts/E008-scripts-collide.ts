import { scriptViews, type ScriptView } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E008: two scripts have the same name. */
export const scriptsCollide: Rule = defineRule({
  code: "E008",
  slug: "scripts-collide",
  title: "two scripts have the same name",
  severity: "warning",
  needs: ["tree", "wheel"],
  docs: {
    what: "A console script and a GUI script have the same name, or two names differ only in case.",
    why: "One script overwrites the other: on every system if the names are equal, on Windows and macOS if they differ only in case.",
    fix: "rename one of them",
    bad: 'good = "pkg.cli:main" in [project.scripts] and in [project.gui-scripts]',
    good: "good and good-gui",
    peers: [],
  },
  *check(inputs) {
    const known = new Map<string, ScriptView>();
    for (const script of scriptViews(inputs)) {
      if (!script.isProgram) continue;
      const key = `${script.origin} ${script.name.toLowerCase()}`;
      const other = known.get(key);
      known.set(key, script);
      if (other === undefined || (other.name === script.name && other.group === script.group)) continue;
      const how =
        other.name === script.name
          ? "is a console and a GUI script"
          : `and ${other.name} differ only in case`;
      yield {
        message: `the script ${script.name} ${how}`,
        location: script.location,
        related: [other.location],
        subject: script.name.toLowerCase(),
      };
    }
  },
});
