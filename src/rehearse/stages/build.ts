import { visitorsFor } from "../../check/engine/visit-members.ts";
import { join } from "node:path";
import type { BuildRequest } from "../../build/build-request.ts";
import { buildDistributions, startBuild } from "../../build/build-distributions.ts";
import { readLock } from "../../build/lock/lock-file.ts";
import { projectLock } from "../../build/lock/project-lock.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import { asObserved, symptom, type Finding } from "../../findings/finding.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import type { RehearsedVersion } from "../../versioning/rehearsed-version.ts";
import { formatBytes } from "../../text/quantities.ts";
import { plural } from "../../text/plural.ts";
import type { Config } from "../../config/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import { statedWithoutRunning } from "../../versioning/project-version.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { releaseTagName } from "../../versioning/tags/spelling.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";
import { TAG_NOT_TAKEN } from "../rehearsal-rules.ts";

/** The lock is being made. */
const NO_LOCK = { lock: null, unused: null } as const;

/** Starts making the build environment, which needs the requirements only. */
export const prepareBuild: Stage = defineStage({
  id: "build-environment",
  title: "create the build environment",
  phase: "build",
  needs: ["request", "output", "tree", "config", "pythons", "indexes"],
  gives: ["buildStart", "buildLock"],
  async run({ request, output, tree, config, pythons, indexes }, { ports }) {
    const { requires } = tree.backend;
    const { lock: buildLock, unused } =
      request.lock === true ? NO_LOCK : await projectLock(tree, config.build.lock, ports);
    const passedOver =
      buildLock !== null && config.builder === "build"
        ? `${buildLock.file} is not used: builder = "build" makes its own environments`
        : unused;
    if (passedOver !== null) ports.events({ type: "note", level: "warning", text: passedOver });
    const buildStart = await startBuild(
      {
        builder: config.builder,
        python: pythons[0],
        logFile: join(output.logs, "build.log"),
        indexes,
        offline: request.offline,
        // A lock says the same with digests.
        requires: buildLock === null ? (request.materials?.requirements ?? requires) : requires,
        satisfies: request.materials?.satisfies ?? [],
        lock: buildLock,
      },
      ports,
    );
    const locked = buildLock === null ? "" : ` (locked: ${buildLock.file})`;
    return { values: { buildStart, buildLock }, detail: `${requires.join(", ")}${locked}` };
  },
});

/** Makes the README's links absolute, where that was asked for: for the build alone. */
export const absoluteLinks: Stage = defineStage({
  id: "readme",
  title: "make the README's links absolute",
  phase: "build",
  needs: ["tree", "config"],
  wants: ["rehearsed"],
  gives: ["readme"],
  async run({ tree, config, rehearsed = null }, { ports }) {
    if (!config.build["absolute-links"]) return { values: { readme: null }, idle: "not asked for" };
    const { absoluteReadme } = await import("../../build/readme/absolute-readme.ts");
    const tag = rehearsed?.tag ?? (await tagOf(tree, config, ports));
    const readme = tag === null ? "without git there is no tag to link to" : await absoluteReadme(tree, tag);
    if (typeof readme === "string") {
      ports.events({ type: "note", level: "warning", text: `absolute-links: ${readme}` });
      return { values: { readme: null }, idle: readme };
    }
    const { rewritten, left, file } = readme;
    for (const { target, reason } of left)
      ports.events({ type: "note", level: "warning", text: `${file}: ${target} stays relative: ${reason}` });
    return { values: { readme }, detail: `${plural(rewritten.length, "link")} of ${file} at ${readme.tag}` };
  },
});

/** The tag that HEAD has or will have; the commit where nothing tells it. */
async function tagOf(
  tree: SourceTree,
  config: Pick<Config, "version">,
  ports: Ports,
): Promise<string | null> {
  const tags = await projectTags(tree, config, ports);
  const stated = await statedWithoutRunning(tree, ports);
  const version = stated === null ? null : parseVersion(stated.text);
  if (version !== null) return releaseTagName(tree.project.name?.value ?? "", version, tags);
  return tags.releases.find(({ atHead }) => atHead)?.name ?? tree.git?.head ?? null;
}

/** Builds the sdist from a clean export, and the wheel from that sdist. */
export const build: Stage = defineStage({
  id: "build",
  title: "build sdist and wheel",
  phase: "build",
  needs: ["request", "output", "tree", "config", "pythons", "indexes", "buildStart", "buildLock", "readme"],
  wants: ["rehearsed"],
  gives: ["buildRequest", "built"],
  async run(input, { ports }) {
    const { request, output, tree, config, pythons, indexes, buildLock, readme, rehearsed } = input;
    const buildRequest: BuildRequest = {
      tree,
      ref: request.worktree || tree.git === null ? "worktree" : "head",
      builder: config.builder,
      python: pythons[0],
      outDirectory: output.distributions,
      timeoutSeconds: config["build-timeout"],
      indexes,
      offline: request.offline,
      normalize: config.build.normalize,
      lock: buildLock,
      ...(readme === null ? {} : { edits: readme.edits }),
      ...(rehearsed == null ? {} : { tag: { name: rehearsed.tag, version: rehearsed.version } }),
    };
    const built = await buildDistributions(buildRequest, ports, input.buildStart);
    for (const text of built.notes) ports.events({ type: "note", level: "info", text });
    if (built.sdist === null || built.wheel === null) {
      return { blocked: "the build failed", findings: asObserved(built.findings) };
    }
    return {
      values: { buildRequest, built },
      findings: asObserved([...built.findings, ...unreadTag(rehearsed ?? null, built.version)]),
      ...(built.version && { detail: built.version }),
    };
  },
});

/** Builds the wheel of the tree, too, where that was asked for, and compares it with the one of the sdist, which ships. */
export const compareWithTree: Stage = defineStage({
  id: "tree-wheel",
  title: "compare with the wheel from the tree",
  phase: "build",
  needs: ["config", "buildRequest", "built"],
  gives: ["treeWheel"],
  async run({ config, buildRequest, built }, { ports }) {
    if (!config.build["compare-tree"]) return { values: { treeWheel: null }, idle: "not asked for" };
    const { compareTreeWheel } = await import("../../build/tree-wheel/compare-tree-wheel.ts");
    const treeWheel = await compareTreeWheel(buildRequest, built, ports);
    const { differences, findings } = treeWheel;
    const detail = differences.length === 0 ? "the same files" : plural(differences.length, "difference");
    return { values: { treeWheel }, findings: asObserved(findings), detail };
  },
});

/** Locks what the build needed, where that was asked for: the one file that a build writes into the tree. */
export const lockRequirements: Stage = defineStage({
  id: "lock",
  title: "lock the build requirements",
  phase: "build",
  needs: ["request", "tree", "config", "pythons", "indexes", "built"],
  gives: ["newLock"],
  async run({ request, tree, config, pythons, indexes, built }, { ports }) {
    if (request.lock !== true) return { values: { newLock: null }, idle: "not asked for" };
    const { makeLock } = await import("../../build/lock/make-lock.ts");
    const { requires } = tree.backend;
    const asked = built.made.required.filter((each) => !requires.includes(each));
    const text = await makeLock(
      { requires, asked, python: pythons[0], indexes, offline: request.offline },
      ports,
    );
    const { lock: file } = config.build;
    const before = tree.has(file) ? await tree.readText(file) : null;
    await ports.files.write(join(tree.root, file), text);
    const newLock = readLock(file, text);
    if (typeof newLock === "string") throw new Error(`a lock that was just written: ${newLock}`);
    const pins = plural(newLock.pins.length, "distribution");
    const how = before === null ? "written" : before === text ? "unchanged" : "changed";
    if (tree.git !== null && how !== "unchanged")
      ports.events({ type: "note", level: "warning", text: `commit ${file}: builds use it from then on` });
    return { values: { newLock }, detail: `${file} ${how}: ${pins} for Python ${newLock.python} and later` };
  },
});

/** Builds a second time under other conditions, where that was asked for. */
export const reproduceBuild: Stage = defineStage({
  id: "reproduce",
  title: "build again and compare",
  phase: "build",
  needs: ["config", "buildRequest", "built"],
  gives: ["reproduced"],
  async run({ config, buildRequest, built }, { ports }) {
    if (!config.build.reproducible) return { values: { reproduced: null }, idle: "not asked for" };
    const { reproduce } = await import("../../build/reproduce/reproduce.ts");
    const reproduced = await reproduce(buildRequest, built, ports);
    const { differences, findings, isSame } = reproduced;
    return {
      values: { reproduced },
      findings: asObserved(findings),
      detail: isSame ? "the same bytes" : plural(differences.length, "difference"),
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
  needs: ["request", "built", "config", "rules", "pythons"],
  gives: ["distributions"],
  headline: true,
  async run({ request, built, config, rules, pythons }, { ports, closeLater }) {
    const paths = [built.wheel, built.sdist].filter((path) => path !== null);
    const visitors = visitorsFor(config.check, rules.rules);
    const own = await Promise.all(paths.map((path) => openDistribution(path, ports.files, { visitors })));
    for (const each of own) closeLater(each);
    const [wheel, sdist] = own;
    let distributions: readonly Distribution[] = own;
    if (request.wheels !== undefined && wheel !== undefined && sdist !== undefined) {
      const { openGivenWheels } = await import("../../build/given-wheels.ts");
      const given = await openGivenWheels(
        request.wheels,
        { sdist, wheel },
        pythons[0],
        visitors,
        ports.files,
      );
      for (const each of given.wheels) closeLater(each);
      if (given.findings.length > 0)
        return { blocked: "the given wheels are not of this release", findings: asObserved(given.findings) };
      distributions = [...given.wheels, sdist];
    }
    const members = distributions.reduce((sum, each) => sum + each.entries.length, 0);
    const sizes = distributions.map(({ kind, size }) => `${kind} ${formatBytes(size)}`);
    return { values: { distributions }, detail: `${sizes.join(", ")}, ${plural(members, "member")}` };
  },
});
