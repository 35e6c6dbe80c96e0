import { symptom } from "../../../values/finding.ts";
import { gitIgnored } from "../../git-ignore.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** V010: .gitignore takes a part of the package out of the build. */
export const packageIgnored: Rule = defineRule({
  code: "V010",
  slug: "package-ignored",
  title: ".gitignore takes a part of the package out of the build",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: "A module lies in a folder that a pattern of .gitignore names (lib/, build/, data/), and the back-end leaves out what git ignores, also when it was committed.",
    why: "The wheel lacks the module, and the import fails for every user; on your machine it works.",
    fix: "take the folder back: !src/demo/lib/",
    bad: "lib/  # .gitignore of a hatchling project with src/demo/lib/",
    good: "/lib/",
    peers: [],
  },
  async check({ tree, layout, wheels, builtFromTree }) {
    if (tree === undefined || layout === null || !READS_IGNORES.has(tree.backend.id)) return [];
    const overridden = ["ignore-vcs", "artifacts", "force-include"].some((key) =>
      [
        ["tool", "hatch", "build"],
        ["tool", "hatch", "build", "targets", "wheel"],
      ].some((base) => tree.pyproject?.get([...base, key]) !== undefined),
    );
    const text = overridden ? null : await tree.readText(".gitignore");
    if (text === null) return [];
    const match = gitIgnored(text);
    const found = layout.modules.flatMap((module) => {
      const line = match(module.path);
      return line === null ? [] : [{ module, line }];
    });
    const groups = Map.groupBy(found, ({ line }) => line.number);
    return [...groups.values()].flatMap((group) => {
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
          help: `add a line behind it: !${module.path.replace(/\/[^/]*$/, "/")}`,
          explains: group.map((each) => symptom.missingModule(each.module.name)),
        },
      ];
    });
  },
});

/** Back-ends that leave out what .gitignore names, tracked or not. */
const READS_IGNORES: ReadonlySet<string> = new Set(["hatchling"]);
