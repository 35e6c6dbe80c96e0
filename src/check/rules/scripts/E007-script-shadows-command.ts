import { normalizeName } from "../../../version/names.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { scriptViews } from "../../views/script-view.ts";

/** E007: a script has the name of a well-known command. */
export const scriptShadowsCommand: Rule = defineRule({
  code: "E007",
  slug: "script-shadows-command",
  title: "a script has the name of a well-known command",
  severity: "warning",
  needs: ["tree", "wheel"],
  docs: {
    what: "The script has the name of a command that users already have: pip, python, test, ls …",
    why: "In an environment, the script replaces that command or precedes it on PATH.",
    fix: "rename the script",
    bad: 'pip = "pkg.cli:main"',
    good: 'pkg = "pkg.cli:main"',
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    const project = inputs.tree?.project.name?.value ?? wheel?.metadata?.name;
    const told = new Set<string>();
    for (const { isProgram, name, location } of scriptViews(inputs)) {
      if (!isProgram || !COMMANDS.has(name) || told.has(name)) continue;
      // pip's own script is called pip.
      if (
        project != null &&
        (OWN_COMMANDS[normalizeName(project)]?.includes(name) ?? normalizeName(project) === name)
      )
        continue;
      told.add(name);
      yield { message: `the script ${name} has the name of a well-known command`, location, subject: name };
    }
  },
});

/** Projects to which more than the command of their own name belongs. */
const OWN_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  pip: ["pip", "pip3"],
  setuptools: ["easy_install"],
  uv: ["uv", "uvx"],
};

/** Commands of Python environments, and those of POSIX that a shell or a build needs. */
const COMMANDS: ReadonlySet<string> = new Set(
  (
    "activate conda easy_install pip pip3 pipx pydoc pydoc3 python python3 pythonw uv uvx " +
    "awk bash cat cd chmod chown cmake cp curl cut date diff docker echo env false find gcc git grep gzip head id " +
    "install kill less ln ls make mkdir mv node npm ps pwd rm rmdir sed sh sleep sort ssh sudo tail tar tee test time " +
    "top touch true uname unzip vi vim wc wget which xargs zip"
  ).split(" "),
);
