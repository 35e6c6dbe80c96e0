import { symptom } from "../../../findings/finding.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { Layout } from "../../../tree/layout.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { gitIgnored } from "./git-ignore.ts";
import { isGenerated } from "../../views/sdist-content.ts";
import type { RuleFinding, RuleInputs } from "../../engine/rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V010: .gitignore excludes part of the package from the build. */
export const packageIgnored: Rule = defineRule({
  code: "V010",
  slug: "package-ignored",
  title: ".gitignore excludes part of the package from the build",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A module is in a folder that .gitignore names (lib/, build/, data/). The backend omits ignored files, even if they are committed.",
    why: "The wheel lacks the module: the import works on your machine but fails for every user.",
    fix: "add an exception for the folder: !src/demo/lib/",
    bad: "lib/  # .gitignore of a hatchling project with src/demo/lib/",
    good: "/lib/",
    peers: [],
  },
  async check(inputs) {
    const { tree, layout, wheels, builtFromTree } = inputs;
    if (tree === undefined || layout === null) return [];
    const unseen = ignoredImports(inputs, tree, layout);
    if (!tree.backendFacts.excludesByGitignore) return unseen;
    const overridden = ["ignore-vcs", "artifacts", "force-include"].some((key) =>
      [
        ["tool", "hatch", "build"],
        ["tool", "hatch", "build", "targets", "wheel"],
      ].some((base) => tree.pyproject?.get([...base, key]) !== undefined),
    );
    const text = overridden ? null : await tree.readText(".gitignore");
    if (text === null) return unseen;
    const match = gitIgnored(text);
    const written = hookFiles(tree);
    const found = layout.modules.flatMap((module) => {
      // The build writes it, and its hook has it shipped.
      if (written.has(module.path)) return [];
      const line = match(module.path);
      return line === null ? [] : [{ module, line }];
    });
    const groups = Map.groupBy(found, ({ line }) => line.number);
    const tracked = [...groups.values()].flatMap((group): readonly RuleFinding[] => {
      const [first] = group;
      // What was built tells the truth: with the module in the wheel the prediction was wrong.
      const isShipped = wheels.some((wheel) =>
        wheel.entries.some(
          (entry) => entry.name === first?.module.path.slice(first.module.root.length).replace(/^\//, ""),
        ),
      );
      if (first === undefined || (builtFromTree === true && isShipped)) return [];
      const { module, line } = first;
      const more = group.length === 1 ? "" : ` and ${group.length - 1} more`;
      return [
        {
          message: `${module.path}${more} is ignored by "${line.text}", and ${tree.backend.id} leaves it out of the wheel`,
          location: {
            file: ".gitignore",
            line: line.number,
            column: 1,
            endColumn: line.text.length + 1,
            excerpt: line.text,
          },
          related: [{ file: module.path }],
          subject: module.name,
          help: `add a line after it: !${module.path.replace(/\/[^/]*$/, "/")}`,
          explains: group.map((each) => symptom.missingModule(each.module.name)),
        },
      ];
    });
    return [...unseen, ...tracked];
  },
});

/** Modules that the sources import, that lie in the package's folder, and that git was told to ignore: no commit has them. */
function ignoredImports(inputs: RuleInputs, tree: SourceTree, layout: Layout): readonly RuleFinding[] {
  const { imports } = inputs;
  // A hook of the build may write them.
  const hooks =
    isTable(tree.pyproject?.get(["tool", "hatch", "build", "hooks"])) || tree.setupPy?.understood === false;
  if (imports?.tree == null || hooks) return [];
  const modules = imports.tree.modules.filter(({ module }) => !module.startsWith("script:"));
  return (tree.git?.ignored ?? []).flatMap((path): readonly RuleFinding[] => {
    const root = layout.roots.find((each) => each === "" || path.startsWith(`${each}/`));
    if (root === undefined || isGenerated(path) || !/\/$|\.py$/.test(path)) return [];
    const name = path
      .slice(root === "" ? 0 : root.length + 1)
      .replace(/(\/__init__)?\.py$|\/$/, "")
      .replaceAll("/", ".");
    if (!layout.topLevel.includes(name.split(".")[0] ?? "")) return [];
    for (const module of modules) {
      const item = module.imports.find(
        (each) =>
          !each.guarded &&
          (each.module === name ||
            each.module.startsWith(`${name}.`) ||
            each.names.some((part) => `${each.module}.${part}` === name)),
      );
      if (item === undefined) continue;
      return [
        {
          message: `${module.path} imports ${name}, and .gitignore keeps ${path} out of every commit`,
          location: { file: module.path, line: item.line, column: item.column },
          related: [{ file: ".gitignore" }],
          subject: name,
          help: `add the line !${path} to .gitignore, and commit the file`,
          explains: [symptom.missingModule(name)],
        },
      ];
    }
    return [];
  });
}

/** Files that hooks of hatchling write (hatch-vcs: `version-file`): they are artifacts, which no ignore rule keeps out. */
function hookFiles({ pyproject }: SourceTree): ReadonlySet<string> {
  const base = ["tool", "hatch", "build", "hooks"];
  if (pyproject === null) return new Set();
  return new Set(
    keysOf(pyproject, base).flatMap((hook) => {
      const file = pyproject.get([...base, hook, "version-file"]);
      return typeof file === "string" ? [file.replace(/^\.\//, "")] : [];
    }),
  );
}
