import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { normalizeName } from "../../../version/names.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P029: setup.py reads requirements.txt, which contradicts [project]. */
export const requirementsFileDrifts: Rule = defineRule({
  code: "P029",
  slug: "requirements-file-drifts",
  title: "setup.py reads requirements.txt, which contradicts [project]",
  severity: "info",
  needs: ["tree"],
  docs: {
    what: "There are two lists of requirements: [project].dependencies is used, but people edit requirements.txt.",
    why: "Requirements added to requirements.txt are not in the release.",
    fix: 'keep one list: dynamic = ["dependencies"] with [tool.setuptools.dynamic] dependencies = { file = ["requirements.txt"] }',
    bad: "requirements.txt has httpx, [project].dependencies has not",
    good: "one list",
    peers: [],
  },
  async check({ tree }) {
    const { setupPy, project } = tree ?? {};
    if (tree === undefined || setupPy == null || project?.source !== "project" || !project.dependenciesKnown)
      return [];
    const file = /["'](?:[\w./-]*\/)?(requirements[\w-]*\.txt)["']/.exec(setupPy.text)?.[1];
    const text = file === undefined ? null : await tree.readText(file);
    if (file === undefined || text === null) return [];
    const theirs = new Set(text.split(/\r?\n/).flatMap((line) => nameIn(line.replace(/(^|\s)#.*$/, ""))));
    const ours = new Set(project.dependencies.flatMap((item) => nameIn(item.value)));
    const missing = [...theirs].filter((name) => !ours.has(name));
    const added = [...ours].filter((name) => !theirs.has(name));
    if (missing.length + added.length === 0) return [];
    const words = [
      ...(missing.length > 0 ? [`${missing.join(", ")} only in ${file}`] : []),
      ...(added.length > 0 ? [`${added.join(", ")} only in pyproject.toml`] : []),
    ];
    const message = `setup.py reads ${file}, but [project] has its own list: ${words.join("; ")}`;
    return [{ message, location: { file }, subject: file }];
  },
});

function nameIn(line: string): readonly string[] {
  const parsed = parseRequirement(line.replace(/\s--hash.*$/, ""));
  return line.trim() === "" || isRequirementError(parsed) ? [] : [normalizeName(parsed.name)];
}
