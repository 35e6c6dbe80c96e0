import { readRuleOptions } from "../../check/engine/rule-options.ts";
import { requireKnownRules } from "../../check/engine/select.ts";
import { projectBaseline } from "../../check/inputs/read-baseline.ts";
import { ruleSet } from "../../check/inputs/rule-set.ts";
import { readConfig } from "../../config/read-config.ts";
import { join } from "node:path";
import { planGates } from "../../gates/plan-gates.ts";
import { chooseGates } from "../choose-gates.ts";
import type { Config } from "../../config/schema.ts";
import { parseTomlFile } from "../../tree/formats/toml-file.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import { readProject } from "../../tree/read-project.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Reads the project once: files, declarations, git, [tool.shipwheel]. */
export const readTree: Stage = defineStage({
  id: "read",
  title: "read the project",
  phase: "config",
  needs: ["request"],
  gives: ["tree", "config", "rules", "baseline"],
  async run({ request }, { ports }) {
    const tree = await readProject(request.directory, { allowNoGit: request.allowNoGit }, ports);
    const config = withRequest(readConfig(tree.pyproject), request);
    // A fault of the settings is told before anything is built.
    const rules = await ruleSet(config.check, tree.root, request.plugins === true, ports);
    requireKnownRules(config.check, rules.rules, tree.pyproject);
    readRuleOptions(config.check, rules.rules, tree.pyproject);
    chooseGates(planGates(config), request);
    const baseline = await projectBaseline(config.check, tree.root, ports);
    return {
      values: { tree, config, rules, baseline },
      detail: `${tree.files.length} files, ${tree.backend.id === "unknown" ? tree.backend.buildBackend : tree.backend.id}`,
    };
  },
});

/** Reads only the settings: the project of the working directory, or the defaults without one. */
export const readSettings: Stage = defineStage({
  id: "read",
  title: "read the settings",
  phase: "config",
  needs: ["request"],
  gives: ["config"],
  async run({ request }, { ports }) {
    const path = join(request.directory, "pyproject.toml");
    const there = (await ports.files.stat(path)) !== null;
    const pyproject = there ? parseTomlFile("pyproject.toml", await ports.files.read(path)) : null;
    return { values: { config: withRequest(readConfig(pyproject), request) } };
  },
});

/** What was asked for on the command line wins over the project's settings. */
export function withRequest(config: Config, request: RunRequest): Config {
  return {
    ...config,
    target: request.target ?? config.target,
    builder: request.builder ?? config.builder,
    installers: request.installers ?? config.installers,
    python: request.pythons ?? config.python,
    verify: {
      ...config.verify,
      matrix: request.matrix ?? config.verify.matrix,
      modes: request.modes ?? config.verify.modes,
      cells: request.cells ?? config.verify.cells,
    },
    build: { ...config.build, ...request.build },
    "build-timeout": request.buildTimeout ?? config["build-timeout"],
  };
}
