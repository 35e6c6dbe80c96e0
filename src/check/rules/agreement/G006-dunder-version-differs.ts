import { fixIn } from "../../engine/fix.ts";
import { replaceAt } from "../../../tree/edit/text-lines.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { Location } from "../../../findings/location.ts";
import type { Fix } from "../../../findings/finding.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { parseVersion } from "../../../version/pep440.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";
import { scriptViews } from "../../views/script-view.ts";
import { treePlace } from "../../views/tree-source.ts";
import { sameVersion } from "../../../version/same-version.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** G006: `__version__` differs from the release version. */
export const dunderVersionDiffers: Rule = defineRule({
  code: "G006",
  slug: "dunder-version-differs",
  title: "`__version__` differs from the release version",
  severity: "error",
  phase: "version",
  needs: [
    ["wheel", "python"],
    ["tree", "python"],
  ],
  fix: "safe",
  docs: {
    what: "A literal `__version__` in a top-level module disagrees with the metadata.",
    why: "pkg.__version__ and `pip show` report different versions, so bug reports name the wrong one.",
    fix: 'set __version__ = importlib.metadata.version("pkg"), or let the backend read the version from __version__',
    bad: '__version__ = "0.5.4"  # version = "0.5.5"',
    good: '__version__ = version("pkg")',
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const wheel = inputs.wheels[0];
    const released = wheel?.metadata?.version ?? inputs.version ?? inputs.tree?.project.version?.value;
    const modules = inputs.imports?.wheel?.modules ?? inputs.imports?.tree?.modules ?? [];
    if (released === undefined || parseVersion(released) === null) return [];
    const programs = scriptViews(inputs).flatMap((script) => (script.isProgram ? [script.name] : []));
    for (const { module, path, version } of modules) {
      if (version === null || module.includes(".") || module.startsWith("script:")) continue;
      if (
        parseVersion(version.value) === null ||
        sameVersion(version.value, released) ||
        !isOwn(inputs, module)
      )
        continue;
      const place = treePlace(inputs, module, version.line, version.column);
      const file = wheel === undefined ? path : memberPath(wheel, path);
      findings.push({
        message: `${path} says __version__ = "${version.value}", the release is ${released}`,
        location: place ?? { file, line: version.line, column: version.column },
        subject: module,
        help: `write "${released}", or read it from the metadata: importlib.metadata.version(...)`,
        // What a command prints as its version is, nearly always, this one.
        explains: [module, ...programs].map((where) => symptom.version(where)),
        ...(await rewritten(inputs.tree, place, version.value, released)),
      });
    }
    return findings;
  },
});

/** A project may ship several top-level modules with versions of their own; the one that bears its name counts, or the only one. */
function isOwn(inputs: RuleInputs, module: string): boolean {
  const modules = inputs.imports?.wheel?.modules ?? inputs.imports?.tree?.modules ?? [];
  const top = new Set(
    modules.map((each) => each.module.split(".")[0] ?? "").filter((name) => !name.startsWith("script:")),
  );
  const withVersion = modules.filter((each) => each.version !== null && !each.module.includes("."));
  const name = (inputs.wheels[0]?.metadata?.name ?? inputs.tree?.project.name?.value ?? "").toLowerCase();
  return (
    top.size === 1 || withVersion.length === 1 || module.toLowerCase() === name.replaceAll(/[-.]+/g, "_")
  );
}

/** The literal in the tree's copy of the module. */
async function rewritten(
  tree: SourceTree | undefined,
  place: Location | null,
  from: string,
  to: string,
): Promise<{ readonly fix?: Fix }> {
  const text = tree === undefined || place === null ? null : await tree.readText(place.file);
  if (text === null || place === null) return {};
  return fixIn(place.file, "safe", `write "${to}"`, replaceAt(text, place, from, to));
}
