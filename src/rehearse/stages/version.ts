import { defineStage, type Stage } from "../../engine/stage.ts";
import { releasedVersions } from "../../index-client/gather-index-facts.ts";
import { rehearsedNote, rehearsedVersion } from "../../versioning/rehearsed-version.ts";
import { strictVersion } from "../../versioning/strict-version.ts";
import { runChecks } from "../../check/engine/engine.ts";
import { RULES } from "../../check/engine/registry.ts";
import { VERSION_RULES } from "../../check/inputs/read-history.ts";
import { Fault } from "../../findings/fault.ts";

/** Chooses the version of a release whose tag is not made yet. */
export const chooseVersion: Stage = defineStage({
  id: "release-version",
  title: "choose the release version",
  phase: "version",
  needs: ["request", "tree", "config"],
  gives: ["rehearsed"],
  async run({ request, tree, config }, { ports }) {
    const { as, worktree } = request;
    const rehearsed = await rehearsedVersion({ tree, config, worktree, as, command: "rehearse" }, ports);
    if (rehearsed === null) return { values: { rehearsed }, idle: "the version is set" };
    ports.events({ type: "note", level: "info", text: rehearsedNote(rehearsed) });
    return { values: { rehearsed }, detail: `${rehearsed.version}, ${rehearsed.reason}` };
  },
});

/** Judges the version in strict mode: history, tags, changes, order. What the configured tool cannot read the build tells. */
export const judgeVersionStage: Stage = defineStage({
  id: "version",
  title: "validate the version",
  phase: "version",
  needs: ["request", "tree", "config"],
  wants: ["indexFacts", "rehearsed"],
  gives: ["judged"],
  headline: true,
  async run({ request, tree, config, indexFacts, rehearsed = null }, { ports }) {
    const released = releasedVersions(indexFacts ?? null, tree.project.name?.value ?? "");
    const asked = { tree, config, worktree: request.worktree, version: null, released, rehearsed };
    const history = await strictVersion(asked, ports).then(
      ({ facts }) => facts,
      (error: unknown) => {
        // The build meets the same configuration and says it in the tool's own words.
        if (error instanceof Fault && error.phase === "config") return null;
        throw error;
      },
    );
    const judged = await runChecks(
      {
        tree,
        distributions: [],
        target: config.target,
        purpose: "release",
        today: ports.clock.now(),
        ...(history === null ? {} : { history }),
      },
      config.check,
      RULES,
      ({ code }) => VERSION_RULES.has(code),
    );
    const version = history?.version ?? null;
    return {
      values: { judged: { ...judged, history } },
      findings: judged.findings,
      ...(version !== null && { detail: version }),
    };
  },
});
