import { hasEntryPointProblem, shippedScripts } from "../../views/script-view.ts";
import { discoveryProblem } from "../../views/packages/package-discovery.ts";
import { nearest } from "../../../text/nearest.ts";
import { importableNames, installedPaths, isEmptyWheel } from "../../views/wheel-content.ts";
import { wheelView } from "../../views/packages/wheel-view.ts";
import { isStandardModule } from "../../../distribution/stdlib-modules.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../engine/rule.ts";

/** E004: a script's module is not in the wheel. */
export const scriptModuleMissing: Rule = defineRule({
  code: "E004",
  slug: "script-module-missing",
  title: "a script's module is not in the wheel",
  severity: "error",
  needs: ["wheel", "tree"],
  predictsWheel: true,
  docs: {
    what: "The module before the colon is neither in the wheel nor in a requirement.",
    why: "The command is installed but fails at startup with ModuleNotFoundError.",
    fix: "include the module, or correct its name",
    bad: 'tool = "pkg.comand:main"',
    good: 'tool = "pkg.command:main"',
    peers: [],
  },
  async check(inputs) {
    const found: RuleFinding[] = [];
    for (const place of await installations(inputs)) {
      for (const script of shippedScripts(place.inputs)) {
        if (script.isProgram && script.attribute === null) continue;
        // A target outside this wheel's packages may come from a requirement.
        const root = script.module.split(".")[0] ?? "";
        const isOurs = place.names.has(root);
        if (
          place.names.has(script.module) ||
          place.mayHold(script.module) ||
          hasEntryPointProblem(script, "E011") ||
          (!isOurs && (place.hasRequirements || isStandardModule(root)))
        )
          continue;
        const near = nearest(script.module, place.names);
        found.push({
          message: `${script.name} = "${script.target}": ${place.label} has no module ${script.module}`,
          location: script.location,
          // One cause, one finding: the other scripts of the module are its further places.
          subject: script.module,
          ...(near !== null && { help: `did you mean ${near}?` }),
          ...place.doubt,
          symptom: symptom.missingModule(script.module),
          explains: [symptom.script(script.name), symptom.entryPoint(script.name)],
        });
      }
    }
    return found;
  },
});

/** What one wheel installs, or the one that will be built. */
interface Installation {
  readonly label: string;
  readonly inputs: RuleInputs;
  /** Dotted names that can be imported. */
  readonly names: ReadonlySet<string>;
  /** True for what is no plain module, and can be a target all the same. */
  readonly mayHold: (module: string) => boolean;
  readonly hasRequirements: boolean;
  readonly doubt: { readonly confidence?: "likely"; readonly disprovedBy?: readonly string[] };
}

async function installations(inputs: RuleInputs): Promise<readonly Installation[]> {
  const { tree, wheels } = inputs;
  if (wheels.length > 0 || tree === undefined)
    return wheels.flatMap((wheel) => {
      if (isEmptyWheel(wheel)) return [];
      // A folder without Python is a namespace, and can be a plugin's target.
      const folders = installedPaths(wheel);
      return [
        {
          label: "the wheel",
          inputs: { ...inputs, wheels: [wheel] },
          names: importableNames(wheel),
          mayHold: (module: string) => folders.has(module.replaceAll(".", "/")),
          hasRequirements: (wheel.metadata?.requiresDist.length ?? 0) > 0,
          doubt: {},
        },
      ];
    });
  const view = await wheelView(inputs);
  // F010 and K046 speak of packages that are not found at all.
  if (view === null || view.names.size === 0 || discoveryProblem(tree) !== null) return [];
  // What the tree has in any form (a source to compile, a template) may be made by the build.
  const stems = new Set(tree.files.map(({ path }) => path.replace(/\.[^/]*$/, "")));
  const hasStem = (path: string): boolean =>
    [...stems].some((stem) => stem === path || stem.endsWith(`/${path}`) || stem.startsWith(`${path}/`));
  return [
    {
      label: view.label,
      inputs,
      names: view.names,
      mayHold: (module) => {
        const path = module.replaceAll(".", "/");
        return view.paths.has(path) || hasStem(path) || tree.setupPy?.has("ext_modules") === true;
      },
      hasRequirements: !tree.project.dependenciesKnown || tree.project.dependencies.length > 0,
      doubt: { confidence: "likely", disprovedBy: view.disprovedBy },
    },
  ];
}
