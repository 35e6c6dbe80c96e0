import { plural } from "../text/plural.ts";
import { append } from "../text/append.ts";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { failed, outcomeOf, succeeded, type Attempt } from "./attempt.ts";
import {
  compareFiles,
  differenceFindings,
  otherThanRehearsed,
  releasedFiles,
} from "./install/compare-files.ts";
import { checkImports, type ImportOutcome } from "./imports/imports.ts";
import type { ImportPlace } from "./imports/import-run.ts";
import type { ImportScope } from "./imports/names-to-import.ts";
import { foldScripts } from "./smoke/fold-scripts.ts";
import {
  directRequirementFindings,
  installFinding,
  outOfSpace,
  unreachable,
} from "./install/install-findings.ts";
import { readInstalled, type Installed } from "./install/installed.ts";
import type { InstallResult } from "../toolbox/installers/installer.ts";
import { INSTALLERS } from "../toolbox/installers/registry.ts";
import { firstPartyModules, type FirstPartyModule } from "./imports/modules.ts";
import { findOverlaps, overlapFindings } from "./install/overlaps.ts";
import type { Cell, PreparedEnvironment, VerifyRequest } from "./request.ts";
import type { SharedTrials } from "./shared-trials.ts";
import { samePublicVersion } from "../version/same-public-version.ts";
import { runScripts } from "./smoke/scripts.ts";
import { shareBytecode } from "./imports/share-bytecode.ts";
import { runSmokeCommands } from "./smoke/smoke-commands.ts";
import { makeSmokePlace, type SmokePlace } from "./smoke/smoke-environment.ts";
import type { NotTried, RanCommand, Trial, TrialStep } from "./trial.ts";

/** What a trial asks of the outside world. */
export type TrialPorts = Pick<Ports, "processes" | "files" | "environment" | "signal" | "clock" | "events">;

/** A trial and the defects that it showed. */
export interface TrialResult {
  readonly trial: Trial;
  readonly findings: readonly Finding[];
}

/** Runs one cell of the matrix from the installation to the last smoke command. */
export async function runTrial(
  cell: Cell,
  environment: Promise<PreparedEnvironment>,
  request: VerifyRequest,
  shared: SharedTrials,
  ports: TrialPorts,
): Promise<TrialResult> {
  const run = new TrialRun(cell, request, shared, ports);
  ports.events({ type: "start", id: run.eventId, parent: "verify", title: cell.id });
  try {
    return run.end(await run.all(await environment));
  } catch (error) {
    ports.events({ type: "end", id: run.eventId, outcome: "failed", seconds: run.seconds });
    throw error;
  }
}

/** The steps of one trial, gathering what they show. */
class TrialRun {
  readonly eventId: string;
  readonly #cell: Cell;
  readonly #request: VerifyRequest;
  readonly #shared: SharedTrials;
  readonly #ports: TrialPorts;
  readonly #begin: number;
  readonly #steps: TrialStep[] = [];
  readonly #findings: Finding[] = [];
  readonly #commands: RanCommand[] = [];
  readonly #attempts: Attempt[] = [];
  readonly #notTried: NotTried[] = [];
  #seen: Pick<Trial, "imported" | "importedWithMore" | "met"> = { imported: [] };
  #sameAs: string | null = null;
  #installed: Pick<Installed, "dependencies" | "footprint"> = { dependencies: [], footprint: [] };

  constructor(cell: Cell, request: VerifyRequest, shared: SharedTrials, ports: TrialPorts) {
    this.eventId = `verify/${cell.id}`;
    this.#cell = cell;
    this.#request = request;
    this.#shared = shared;
    this.#ports = ports;
    this.#begin = ports.clock.elapsed();
  }

  get seconds(): number {
    return this.#ports.clock.elapsed() - this.#begin;
  }

  async all(environment: PreparedEnvironment): Promise<void> {
    const early = environment.preinstalled ? "fresh, dependencies installed early" : "fresh";
    this.#steps.push({ id: "environment", outcome: "ok", detail: early, seconds: environment.seconds });
    if (!(await this.#step("install", () => this.#install(environment)))) return;
    const installed = await readInstalled(environment, this.#request.project.name, this.#ports);
    this.#installed = installed;
    await this.#step("files", () => this.#files(installed));
    const modules = firstPartyModules(installed.files.keys());
    const place = await makeSmokePlace(environment, this.#request.environmentBase, this.#ports);
    let imports: Pick<ImportOutcome, "brokenScripts" | "scriptPlaces"> | null = null;
    await this.#step("imports", async () => {
      const outcome = await this.#imports({ environment, installed, place }, modules);
      imports = outcome;
      return this.#sameAs === null
        ? `${outcome.imported.length} modules`
        : `${outcome.imported.length} modules, known from ${this.#sameAs}`;
    });
    await this.#step("scripts", () => this.#scripts({ environment, installed, place }, modules, imports));
    if (this.#request.expectations.commands.length > 0)
      await this.#step("commands", () => this.#smokeCommands(environment, place));
  }

  async #step(id: TrialStep["id"], work: () => Promise<string>): Promise<boolean> {
    const { clock, events } = this.#ports;
    const begin = clock.elapsed();
    const before = this.#findings.length;
    const tried = this.#attempts.length;
    events({ type: "update", id: this.eventId, detail: id });
    const detail = await work();
    const outcome = outcomeOf(this.#findings.slice(before), this.#attempts.slice(tried));
    this.#steps.push({ id, outcome, detail, seconds: clock.elapsed() - begin });
    return outcome !== "failed";
  }

  async #install(environment: PreparedEnvironment): Promise<string> {
    const { project } = this.#request;
    const direct = directRequirementFindings(this.#cell, project);
    const wanted = `${project.name}==${project.version}`;
    if (direct.length > 0) {
      append(this.#findings, direct);
      for (const finding of direct)
        this.#attempts.push(failed("install", wanted, finding.message, { finding }));
      return "not tried: a requirement is a direct URL";
    }
    const install = (): Promise<InstallResult> =>
      INSTALLERS[this.#cell.installer].install(environment, this.#request, this.#ports);
    const result = await (this.#cell.artefact === "sdist" ? this.#shared.sdists(install) : install());
    this.#commands.push({
      command: [this.#cell.installer, "install", wanted],
      status: result.status,
      seconds: result.seconds,
      output: result.output.slice(-8000),
    });
    if (result.ok) {
      this.#attempts.push(succeeded("install", wanted));
      return `${project.name} ${project.version}`;
    }
    const full = outOfSpace(result.output);
    if (full !== null) throw fault("run/disk-full", { reason: full, directory: environment.directory });
    const reason = unreachable(result.output);
    if (reason !== null) throw fault("verify/index-unreachable", { installer: this.#cell.installer, reason });
    const finding = installFinding(result, this.#cell, project);
    const detail = `${this.#cell.installer} exited with ${result.status ?? "a signal"}`;
    this.#findings.push(finding);
    this.#attempts.push(failed("install", wanted, detail, { finding }));
    return detail;
  }

  async #files(installed: Installed): Promise<string> {
    const { project } = this.#request;
    const cell = this.#cell;
    if (
      installed.distInfo === null ||
      installed.version === null ||
      !samePublicVersion(installed.version, project.version)
    ) {
      const found = installed.version === null ? "nothing" : `version ${installed.version}`;
      this.#findings.push(
        otherThanRehearsed(
          cell,
          `${cell.installer} installed ${found} for ${project.name}==${project.version}`,
        ),
      );
      return "not the rehearsed release";
    }
    if (installed.directUrl)
      this.#findings.push(
        otherThanRehearsed(
          cell,
          `${cell.installer} took ${project.name} from a direct URL, not from the rehearsal index`,
        ),
      );
    const difference = compareFiles(installed, project.files, cell.artefact === "wheel");
    const overlaps = overlapFindings(await findOverlaps(installed.sitePackages, this.#ports), project.name);
    // A file that another distribution has overwritten differs from the wheel: that is told as the overlap.
    const overwritten = overlaps.some(({ severity }) => severity === "error");
    append(this.#findings, overlaps);
    if (!overwritten) append(this.#findings, differenceFindings(difference, cell, project));
    return plural(releasedFiles(installed), "file");
  }

  #runsScripts(): boolean {
    const { project, expectations } = this.#request;
    return project.entryPoints.some(
      ({ group, name, extras }) =>
        group === "console_scripts" && extras.length === 0 && expectations.scripts[name]?.skip === undefined,
    );
  }

  async #imports(where: ImportPlace, modules: ReadonlyMap<string, FirstPartyModule>): Promise<ImportOutcome> {
    const { installed } = where;
    const setting = {
      request: this.#request,
      companions: this.#shared.companions,
      modules,
      eventId: this.eventId,
    };
    const run = (scope: ImportScope): Promise<ImportOutcome> =>
      checkImports(where, scope, setting, this.#ports);
    const { outcome, cached } = await this.#shared.imports.share(this.#cell, installed, () => run("all"));
    this.#sameAs = cached?.trial ?? null;
    const sameDependencies = cached?.dependencies.join() === installed.dependencies.join();
    if (cached !== null && sameDependencies)
      await shareBytecode(cached.sitePackages, installed.sitePackages, this.#ports);
    append(this.#findings, outcome.findings);
    append(this.#attempts, outcome.attempts);
    append(this.#notTried, outcome.notTried);
    const { imported, importedWithMore, met } = outcome;
    this.#seen = { imported, importedWithMore, met };
    // The bytes that were imported are these; that this environment works at all is shown by its scripts, if it has any.
    const shown = sameDependencies && (outcome.findings.some(isError) || this.#runsScripts());
    if (cached !== null && !shown) {
      const roots = await run({ confirm: outcome });
      append(this.#findings, roots.findings);
      append(this.#attempts, roots.attempts);
    }
    return outcome;
  }

  async #scripts(
    { environment, installed, place }: ImportPlace,
    modules: ReadonlyMap<string, FirstPartyModule>,
    imports: Pick<ImportOutcome, "brokenScripts" | "scriptPlaces"> | null,
  ): Promise<string> {
    const outcome = await runScripts(
      {
        environment,
        place,
        brokenScripts: imports?.brokenScripts ?? new Map(),
        scriptPlaces: imports?.scriptPlaces ?? new Map(),
        companions: this.#shared.companions,
        context: {
          dependencies: installed.dependencies,
          modules,
          pythonMinor: Number(this.#cell.python.version.split(".")[1] ?? 0),
        },
        isRepeat: this.#sameAs !== null,
        sitePackages: installed.sitePackages,
        memory: this.#shared.scripts,
      },
      this.#request,
      this.#ports,
    );
    const { findings, attempts } = foldScripts(outcome, this.#findings);
    append(this.#findings, findings);
    append(this.#attempts, attempts);
    append(this.#commands, outcome.commands);
    append(this.#notTried, outcome.notTried);
    return plural(outcome.commands.length, "run");
  }

  async #smokeCommands(environment: PreparedEnvironment, place: SmokePlace): Promise<string> {
    const outcome = await runSmokeCommands(environment, place, this.#request, this.#ports);
    append(this.#commands, outcome.commands);
    append(this.#findings, outcome.findings);
    append(this.#attempts, outcome.attempts);
    append(this.#notTried, outcome.notTried);
    return plural(outcome.commands.length, "command");
  }

  end(_done: void): TrialResult {
    const outcome = outcomeOf(this.#findings, this.#attempts);
    const seconds = this.seconds;
    const done = this.#steps.map((step) => step.detail).filter((each) => each !== "");
    this.#ports.events({ type: "end", id: this.eventId, outcome, seconds, detail: done.join(", ") });
    return {
      findings: this.#findings,
      trial: {
        cell: this.#cell,
        outcome,
        steps: this.#steps,
        commands: this.#commands,
        attempts: this.#attempts,
        ...this.#seen,
        notTried: this.#notTried,
        sameAs: this.#sameAs,
        dependencies: this.#installed.dependencies,
        footprint: this.#installed.footprint,
        startedAt: this.#begin - this.#shared.begin,
        seconds,
      },
    };
  }
}
