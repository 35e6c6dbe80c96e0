import type { Config } from "../../config/schema.ts";
import { overBudget, overGrowth } from "../../footprint/budgets.ts";
import { measuredRuns } from "../../footprint/measured-runs.ts";
import { footprintRows, type TriedInstallation } from "../../footprint/footprint.ts";
import { rehearsedProject } from "../../verify/rehearsed-project.ts";
import { DEFAULT_EXPECTATIONS, type PublicIndex, type VerifyExpectations } from "../../verify/request.ts";
import type { Trial } from "../../verify/trial.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import type { IndexConfiguration } from "../../toolbox/index-configuration.ts";
import { exportTree } from "../../build/export/export.ts";
import { tagExport } from "../../build/release-tag.ts";
import type { RunRequest } from "../../engine/run-request.ts";
import type { Ports } from "../../ports/ports.ts";
import { findPipx } from "../../toolbox/modes/find-pipx.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { RehearsedVersion } from "../../versioning/rehearsed-version.ts";
import { verifyRelease } from "../../verify/verify-release.ts";
import { plural } from "../../text/plural.ts";
import { asObserved } from "../../findings/finding.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { extrasApart } from "../extras-apart.ts";
import { placeDeclared } from "../declared-places.ts";
import { nameSiblings } from "../workspace-siblings.ts";

/** Installs the release from the index in every cell of the matrix and tries it. */
export const verify: Stage = defineStage({
  id: "verify",
  title: "install from the index and smoke-test",
  phase: "verify",
  needs: ["request", "config", "distributions", "index", "publication", "trials", "pythons", "indexes"],
  wants: ["tree", "rehearsed", "built"],
  gives: ["verified"],
  headline: true,
  async run(
    { request, config, distributions, index, trials, tree, rehearsed, built, pythons, indexes },
    { ports },
  ) {
    const wheel = distributions.find((each) => each.kind === "wheel" && each.metadata !== null);
    if (wheel === undefined) return { blocked: "there is no wheel with metadata", findings: [] };
    const sdist = distributions.find((each) => each.kind === "sdist") ?? null;
    const seen = await verifyRelease(
      {
        ...trials.request,
        project: rehearsedProject(wheel, sdist),
        routes: { redirecting: index.routes.get("default") ?? index.simpleUrl, own: index.ownRoute },
        expectations: expectations(config),
        prepared: trials.environments,
        ...publicIndexOf(config, indexes),
        extrasApart: tree === undefined ? [] : extrasApart(tree),
        further: {
          ...trials.further,
          files: {
            wheel: wheel.path,
            sdist: sdist?.path ?? null,
            // Distributions that were given are not of this tree.
            tree:
              tree === undefined || built === undefined
                ? null
                : (into) => copyOfTree(tree, request, rehearsed ?? null, into, ports),
          },
          scenarios: config.verify,
          tools: { pipx: () => findPipx(pythons, ports, { offline: request.offline }) },
        },
        ...(trials.declared === null ? {} : { declared: trials.declared }),
      },
      ports,
    );
    const wheels = distributions.filter((each) => each.kind === "wheel");
    const declaring = { distributions, wheels, ...(tree !== undefined && { tree }) };
    const placed = await placeDeclared(nameSiblings(seen.findings, trials.siblings), declaring);
    const rows = footprintRows(seen.trials.map(installationOf));
    const { before } =
      config.footprint["max-growth"] === undefined
        ? { before: null }
        : await measuredRuns(request.directory, ports, wheel.metadata?.version ?? "");
    const over = [
      ...overBudget({ rows }, config.footprint),
      ...overGrowth({ rows }, before, config.footprint),
    ];
    const verified = { ...seen, findings: [...asObserved(placed), ...over] };
    return { values: { verified }, findings: verified.findings, detail: triedText(verified.trials) };
  },
});

function installationOf({ cell, footprint, dependencies, steps, sameAs }: Trial): TriedInstallation {
  return {
    artifact: cell.artefact,
    mode: cell.mode,
    extras: cell.extras,
    python: cell.python.version,
    footprint,
    dependencies,
    steps: steps.map(({ id, seconds }) => ({ name: id, seconds })),
    ...(sameAs !== null && { detail: sameAs }),
  };
}

/** Where the requirements of a release for PyPI must be, when the user installs from elsewhere, too. */
function publicIndexOf(
  { target, verify: { stranger } }: Config,
  { default: main, extra, findLinks }: IndexConfiguration,
): { readonly publicIndex?: PublicIndex } {
  const { title, simpleUrl } = ENDPOINTS.pypi;
  const isOwn = (main !== null && !sameIndex(main.url, simpleUrl)) || extra.length + findLinks.length > 0;
  return stranger && target === "pypi" && isOwn ? { publicIndex: { title, url: simpleUrl } } : {};
}

function sameIndex(a: string, b: string): boolean {
  return a.replace(/\/*$/, "") === b.replace(/\/*$/, "");
}

/** The sources as they are built, in a directory of their own. */
export async function copyOfTree(
  tree: SourceTree,
  { worktree }: Pick<RunRequest, "worktree">,
  rehearsed: RehearsedVersion | null,
  into: string,
  ports: Ports,
): Promise<string> {
  await ports.files.makeDirectory(into);
  const exported = await exportTree(tree, worktree || tree.git === null ? "worktree" : "head", into, ports);
  if (rehearsed !== null)
    await tagExport(exported.root, { name: rehearsed.tag, version: rehearsed.version }, ports);
  return exported.project;
}

function triedText(trials: readonly Trial[]): string {
  const most = (count: (trial: Trial) => number): number => Math.max(0, ...trials.map(count));
  const modules = plural(
    most(({ imported }) => imported.length),
    "module",
  );
  const commands = most((each) => each.commands.length);
  const runs = commands === 0 ? "" : `, ${plural(commands, "command")}`;
  return `${plural(trials.length, "environment")}: ${modules} imported${runs === "" ? "" : `${runs} run`}`;
}

/** The part of [tool.shipwheel] that trials go by. */
export function expectations(config: Config): VerifyExpectations {
  return {
    ...DEFAULT_EXPECTATIONS,
    scripts: Object.fromEntries(
      Object.entries(config.scripts).map(([name, script]) => [
        name,
        {
          args: script.args,
          exit: script.exit,
          ...(script.skip === undefined ? {} : { skip: script.skip }),
          ...(script.input === undefined ? {} : { input: script.input }),
          ...(script["version-args"] === undefined ? {} : { versionArgs: script["version-args"] }),
        },
      ]),
    ),
    skipImports: config.import.skip,
    commands: config.verify.commands,
    importTimeout: config["script-timeout"],
    scriptTimeout: config["script-timeout"],
  };
}
