import { join } from "node:path";
import { symptom, type Finding } from "../../findings/finding.ts";
import { append } from "../../text/append.ts";
import { lastWords } from "../../toolbox/modes/run-in-sandbox.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { makeSmokePlace } from "../smoke/smoke-environment.ts";
import { runProgram } from "../smoke/run-program.ts";
import { runSmokeCommands } from "../smoke/smoke-commands.ts";
import { tail, outputOf } from "../smoke/output-text.ts";
import type { NotTried, RanCommand } from "../trial.ts";
import type { TrialPorts } from "../run-trial.ts";
import { PLUGIN_BREAKS } from "./scenario-rules.ts";
import { installPrevious, scenarioEnvironment, type ScenarioEnvironment } from "./previous-release.ts";
import { scenarioNotTried, type Scenario, type ScenarioPlace, type ScenarioResult } from "./scenario.ts";

/** Listing entry points imports nothing: each one of the fixture's own distributions is loaded. */
const LOAD = `import importlib.metadata as m, sys
group, host = sys.argv[1:3]
found = [e for d in m.distributions() if d.metadata["Name"].lower() != host.lower() for e in d.entry_points if e.group == group]
if not found: sys.exit("no installed plugin has an entry point in " + group)
for e in found:
    e.load()
    print(e.name)
`;

/** What others rely on: a plugin of the group works with this release, and whether it did with the one before. */
export const plugins: Scenario = {
  id: "plugins",
  isAsked: ({ plugins: listed }) => listed.length > 0,
  async run(place, ports) {
    const { request, further, directory } = place;
    const { tree: copy } = further.files;
    if (copy === null)
      return scenarioNotTried("plugins", "there are no sources with the plugin, only distributions");
    const tree = await copy(join(directory, "sources"));
    const findings: Finding[] = [];
    const attempts: Attempt[] = [];
    const commands: RanCommand[] = [];
    const notTried: NotTried[] = [];
    const { name, version } = request.project;
    const details: string[] = [];
    for (const [at, { group, fixture, commands: asked }] of further.scenarios.plugins.entries()) {
      const host = await scenarioEnvironment(`host-${at + 1}`, place, ports);
      const now = await loadBeside(host, further.files.wheel, join(tree, fixture), group, place, ports);
      const before = await scenarioEnvironment(`previous-${at + 1}`, place, ports);
      const previous = await installPrevious(before, place, undefined, ports);
      const then =
        "absent" in previous
          ? null
          : await loadBeside(before, null, join(tree, fixture), group, place, ports);
      if ("absent" in previous)
        notTried.push({
          kind: "installation",
          name: `plugin ${fixture} beside an earlier host`,
          reason: previous.absent,
        });
      const old = "absent" in previous ? "" : previous.version;
      if (now === null) attempts.push(succeeded("entry-point", `${group}: ${fixture}`));
      else {
        const finding = PLUGIN_BREAKS.finding({
          subject: `${group}: ${fixture}`,
          symptom: symptom.install(`plugin:${group}`),
          message: `the plugin ${fixture} does not work with ${name} ${version}: ${now}${then === null && old !== "" ? ` (it works with ${old})` : ""}`,
          help: "keep the names that plugins import, or raise the major version; a plugin is installed with its requirements",
        });
        findings.push(finding);
        attempts.push(failed("entry-point", `${group}: ${fixture}`, now, { finding }));
      }
      details.push(old === "" ? group : `${group}: ${then === null ? "also" : "not"} with ${old}`);
      if (now !== null || asked.length === 0) continue;
      const smoke = await makeSmokePlace(host, request.environmentBase, ports);
      const own = await runSmokeCommands(
        host,
        smoke,
        { ...request, expectations: { ...request.expectations, commands: asked } },
        ports,
      );
      append(findings, own.findings);
      append(attempts, own.attempts);
      append(commands, own.commands);
      append(notTried, own.notTried);
    }
    return { detail: details.join(", "), findings, attempts, commands, notTried } satisfies ScenarioResult;
  },
};

/** Installs the plugin beside its host and loads it; null when that works, else why not. */
async function loadBeside(
  host: ScenarioEnvironment,
  wheel: string | null,
  fixture: string,
  group: string,
  { request }: ScenarioPlace,
  ports: TrialPorts,
): Promise<string | null> {
  const installed = await host.install(...(wheel === null ? [] : [wheel]), fixture);
  if (!installed.ok) return `it cannot be installed beside it: ${lastWords(installed)}`;
  const place = await makeSmokePlace(host, request.environmentBase, ports);
  const { completed } = await runProgram(
    {
      argv: [host.python, "-c", LOAD, group, request.project.name],
      command: ["python", "-c", "load the plugins"],
      place,
      timeout: request.expectations.scriptTimeout,
    },
    ports,
  );
  if (completed.status === 0) return null;
  return completed.timedOut ? "loading it does not end" : tail(outputOf(completed), 1);
}
