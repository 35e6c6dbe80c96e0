import { visitorsFor } from "../../check/engine/visit-members.ts";
import { join } from "node:path";
import { buildDistributions, startBuild } from "../../build/build-distributions.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import { asObserved, symptom, type Finding } from "../../findings/finding.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import type { RehearsedVersion } from "../../versioning/rehearsed-version.ts";
import { formatBytes } from "../../text/quantities.ts";
import { plural } from "../../text/plural.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { TAG_NOT_TAKEN } from "../rehearsal-rules.ts";

/** Starts making the build environment, which needs the requirements only. */
export const prepareBuild: Stage = defineStage({
  id: "build-environment",
  title: "create the build environment",
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
  title: "build sdist and wheel",
  phase: "build",
  needs: ["request", "output", "tree", "config", "pythons", "indexes", "buildStart"],
  wants: ["rehearsed"],
  gives: ["built"],
  async run({ request, output, tree, config, pythons, indexes, buildStart, rehearsed }, { ports }) {
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
        ...(rehearsed == null ? {} : { tag: { name: rehearsed.tag, version: rehearsed.version } }),
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
      findings: asObserved([...built.findings, ...unreadTag(rehearsed ?? null, built.version)]),
      ...(built.version && { detail: built.version }),
    };
  },
});

/** A tag that the project's own settings do not read makes another version than the one that is rehearsed. */
function unreadTag(rehearsed: RehearsedVersion | null, built: string | null): readonly Finding[] {
  if (rehearsed === null || built === null) return [];
  const [wanted, made] = [parseVersion(rehearsed.version), parseVersion(built)];
  if (wanted === null || made === null || compareVersions(wanted, made) === 0) return [];
  return [
    TAG_NOT_TAKEN.finding({
      message: `the build made version ${built} of a commit tagged ${rehearsed.tag}, not ${rehearsed.version}`,
      why: "The build of the release tag would have the wrong version.",
      subject: rehearsed.tag,
      symptom: symptom.build("other-version"),
      help: "correct the settings of the tool that reads the version from the tags, or [tool.shipwheel.version] tag",
    }),
  ];
}

/** Reads both files once: members, digests, metadata; hashed here and nowhere else. */
export const readDistributions: Stage = defineStage({
  id: "distributions",
  title: "inspect sdist and wheel",
  phase: "build",
  needs: ["built", "config", "rules"],
  gives: ["distributions"],
  headline: true,
  async run({ built, config, rules }, { ports, closeLater }) {
    const paths = [built.wheel, built.sdist].filter((path) => path !== null);
    const visitors = visitorsFor(config.check, rules.rules);
    const distributions = await Promise.all(
      paths.map((path) => openDistribution(path, ports.files, { visitors })),
    );
    for (const each of distributions) closeLater(each);
    const members = distributions.reduce((sum, each) => sum + each.entries.length, 0);
    const sizes = distributions.map(({ kind, size }) => `${kind} ${formatBytes(size)}`);
    return { values: { distributions }, detail: `${sizes.join(", ")}, ${plural(members, "member")}` };
  },
});
