import table from "./stdlib-named-projects.json" with { type: "json" };

/** Projects on PyPI that are named like a standard library module: older than PyPI's rule, which lets them be. */
export const STDLIB_NAMED_PROJECTS: readonly string[] = table.projects;
