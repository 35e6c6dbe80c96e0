import type { VerifyConfig } from "../../config/sections/verify.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { lastWords } from "../../toolbox/modes/run-in-sandbox.ts";
import { failed, succeeded, type Attempt } from "../attempt.ts";
import { makeSmokePlace } from "../smoke/smoke-environment.ts";
import { runSmokeCommands, type SmokeOutcome } from "../smoke/smoke-commands.ts";
import { changedSince, takeSnapshot } from "../smoke/snapshot.ts";
import { findSitePackages } from "../install/installed.ts";
import { leftInPackages, namedOutside } from "./outside-files.ts";
import { UPGRADE_BREAKS } from "./scenario-rules.ts";
import { installPrevious, scenarioEnvironment } from "./previous-release.ts";
import { scenarioNotTried, type Scenario } from "./scenario.ts";

type Commands = VerifyConfig["commands"];

/**
 * What a user does: the release before this one makes state, this one is installed over it, brings the state up to date
 * twice, and reads it. Whether the old one reads the state afterwards is told, and no defect.
 */
export const upgrade: Scenario = {
  id: "upgrade",
  isAsked: ({ upgrade: table }) => table !== undefined,
  async run(place, ports) {
    const { request, further } = place;
    const { from, state = [], upgrade: renew = [], read = [] } = further.scenarios.upgrade ?? {};
    const { project } = request;
    const own = await scenarioEnvironment("upgrade", place, ports);
    const previous = await installPrevious(own, place, from, ports);
    if ("absent" in previous) return scenarioNotTried("upgrade", previous.absent);
    const old = previous.version;
    const smoke = await makeSmokePlace(own, request.environmentBase, ports);
    // State is kept where programs keep it: the home, and a directory that can be written into.
    const writable = { ...smoke, work: smoke.home };
    const outcomes: SmokeOutcome[] = [];
    const findings: Finding[] = [];
    const attempts: Attempt[] = [];
    const run = async (commands: Commands): Promise<SmokeOutcome> => {
      const outcome = await runSmokeCommands(
        own,
        writable,
        { ...request, further, expectations: { ...request.expectations, commands } },
        ports,
      );
      outcomes.push(outcome);
      return outcome;
    };
    const tell = (
      subject: string,
      message: string,
      help: string,
      severity: "error" | "warning" = "error",
    ): void => {
      const finding = UPGRADE_BREAKS.finding({
        severity,
        subject,
        symptom: symptom.install(`upgrade:${subject}`),
        message,
        help,
      });
      findings.push(finding);
      if (severity === "error") attempts.push(failed("command", subject, message, { finding }));
    };
    const outside = await namedOutside(project, ports);
    const made = await run(state);
    const unmade = made.findings[0];
    if (unmade !== undefined)
      return scenarioNotTried("upgrade", `${project.name} ${old} does not make the state: ${unmade.message}`);
    // What a program keeps for good is not in a directory that every restart empties.
    await ports.files.remove(smoke.env["TMPDIR"] ?? "");
    await ports.files.makeDirectory(smoke.env["TMPDIR"] ?? "");
    const installed = await own.install(further.files.wheel);
    if (!installed.ok)
      tell(
        "install",
        `${project.name} ${project.version} cannot be installed over ${old}: ${lastWords(installed)}`,
        `try it by hand: pip install ${project.name}==${old}, then the wheel`,
      );
    const first = await run(renew);
    const before = await takeSnapshot([smoke.home], ports.files);
    const second = await run(renew);
    const [changed] = changedSince(before, await takeSnapshot([smoke.home], ports.files));
    const then = await run(read);
    for (const [what, { findings: told }] of [
      ["upgrades", first],
      ["upgrades a second time", second],
      ["reads", then],
    ] as const) {
      for (const { subject = "", message } of told)
        tell(
          subject,
          `${project.name} ${project.version} no longer ${what} the state of ${old}: ${message}`,
          `let it read what ${old} wrote, or migrate that once`,
        );
    }
    if (changed !== undefined && second.findings.length === 0)
      tell(
        "twice",
        `the upgrade from ${old} changes ${changed} when it runs a second time`,
        "let the upgrade find that it was done",
      );
    const sitePackages = await findSitePackages(own.environment, ports);
    const [left] = await leftInPackages(sitePackages, project, ports);
    if (left !== undefined)
      tell(
        "left",
        `${left} is left in the package directory after the upgrade from ${old}: no installer removes it`,
        "write below the home directory (platformdirs), never beside the modules",
        "warning",
      );
    for (const path of await namedOutside(project, ports)) {
      if (outside.has(path)) continue;
      tell(
        "outside",
        `the commands of [tool.shipwheel.verify.upgrade] write outside of HOME: ${path}`,
        "find the home directory by HOME (pathlib.Path.home, platformdirs); what lies elsewhere is not tried",
        "warning",
      );
    }
    if (attempts.length === 0) attempts.push(succeeded("command", `upgrade from ${old}`));
    const back = attempts.every(({ ok }) => ok) ? await downgrade() : "";
    return {
      detail: `from ${old}${back}`,
      findings,
      attempts,
      commands: outcomes.flatMap(({ commands }) => commands),
      notTried: outcomes.flatMap(({ notTried }) => notTried),
    };

    async function downgrade(): Promise<string> {
      if (read.length === 0) return "";
      await own.install(`${project.name}==${old}`);
      const { findings: told } = await run(read);
      return told.length === 0
        ? `; ${old} still reads the state`
        : `; after a downgrade ${old} does not read the state any more`;
    }
  },
};
