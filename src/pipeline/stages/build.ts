import { observersFor } from "../../check/observed.ts";
import { join } from "node:path";
import { buildDistributions, startBuild } from "../../build/build-distributions.ts";
import { openDistribution } from "../../dist/distribution.ts";
import { asObserved } from "../../values/finding.ts";
import { defineStage, type Stage } from "../stage.ts";

/** Starts making the build environment, which needs the requirements only. */
export const prepareBuild: Stage = defineStage({
  id: "build-environment",
  title: "start the build environment",
  phase: "build",
  needs: ["request", "output", "tree", "config", "pythons", "indexes"],
  gives: ["buildStart"],
  async run({ request, output, tree, config, pythons, indexes }, { ports }) {
    const buildStart = await startBuild(
      {
        builder: config.builder,
        python: pythons[0],
        logFile: join(output.logs, "build.log"),
        indexes,
        offline: request.offline,
        requires: tree.backend.requires,
      },
      ports,
    );
    return { values: { buildStart }, detail: tree.backend.requires.join(", ") };
  },
});

/** Builds the sdist from a clean export, and the wheel from that sdist. */
export const build: Stage = defineStage({
  id: "build",
  title: "build the sdist, and the wheel from it",
  phase: "build",
  needs: ["request", "output", "tree", "config", "pythons", "indexes", "buildStart"],
  gives: ["built"],
  async run({ request, output, tree, config, pythons, indexes, buildStart }, { ports }) {
    const built = await buildDistributions(
      {
        tree,
        ref: request.worktree || tree.git === null ? "worktree" : "head",
        builder: config.builder,
        python: pythons[0],
        outDirectory: output.distributions,
        timeoutSeconds: config["build-timeout"],
        indexes,
        offline: request.offline,
      },
      ports,
      buildStart,
    );
    for (const text of built.notes) ports.events({ type: "note", level: "info", text });
    if (built.sdist === null || built.wheel === null) {
      return { blocked: "the build failed", findings: asObserved(built.findings) };
    }
    return {
      values: { built },
      findings: asObserved(built.findings),
      ...(built.version && { detail: built.version }),
    };
  },
});

/** Reads both files once: members, digests, metadata; hashed here and nowhere else. */
export const readDistributions: Stage = defineStage({
  id: "distributions",
  title: "read the distributions",
  phase: "build",
  needs: ["built", "config"],
  gives: ["distributions"],
  async run({ built, config }, { ports, closeLater }) {
    const paths = [built.wheel, built.sdist].filter((path) => path !== null);
    const observers = observersFor(config.check);
    const distributions = await Promise.all(
      paths.map((path) => openDistribution(path, ports.files, { observers })),
    );
    for (const each of distributions) closeLater(each);
    const members = distributions.reduce((sum, each) => sum + each.entries.length, 0);
    return { values: { distributions }, detail: `${members} members` };
  },
});
