import { basename, join } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import { fault } from "../../findings/fault.ts";
import { gitRunner } from "../../git/git-runner.ts";
import type { Ports } from "../../ports/ports.ts";
import { notesFromChangelog } from "../../release/release-text.ts";
import { releaseKind } from "../../release/route.ts";
import { pack } from "../../rehearse/rehearse.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import { readProjectVersion } from "../../versioning/project-version.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { versionSourceOf } from "../../versioning/version-source.ts";
import {
  digestsOf,
  errorLines,
  releaseFolder,
  type JobEnd,
  type JobRequest,
  type ReleaseFacts,
} from "./job.ts";
import { compareSizes } from "./compare-sizes.ts";
import { targetFor } from "./publish.ts";
import { tagOfRun } from "./plan.ts";
import { preflightSource, preflightVersion } from "./preflight-source.ts";

/** Builds and checks the release, and lays out everything that later jobs get; `sdist`: without the wheel of this machine. */
export async function buildJob(kind: "all" | "sdist", request: JobRequest, ports: Ports): Promise<JobEnd> {
  const { directory, values } = request;
  const tree = await readSourceTree(directory, { allowNoGit: false }, ports);
  const config = readConfig(tree.pyproject);
  const { template, releases } = await projectTags(tree, config, ports);
  const project = tree.project.name?.value ?? "";
  const tag = tagOfRun(ports.environment.variables);
  const isRelease = tag !== null && template.parse(project, tag) !== null && values.channel !== "none";
  const isStatic = versionSourceOf(tree, config) === "static";
  const asked = { directory, python: null, offline: values.offline === true };
  const stated = isRelease ? null : await readProjectVersion(asked, ports);
  const development =
    stated === null
      ? null
      : isStatic
        ? preflightVersion(stated.version, releases, tree.git?.commitTime ?? new Date(0))
        : stated.public;
  const source =
    development !== null && isStatic ? await preflightSource(tree, development, ports) : directory;
  const isPrivate = config.release.routes.stable in config.publish.indexes;
  const isTagged = releases.some(({ commit }) => commit === tree.git?.head);
  const report = await pack(
    {
      directory: source,
      worktree: false,
      allowNoGit: false,
      offline: values.offline === true,
      as: development === null || isStatic || isTagged ? null : development,
      ...(development === null || isPrivate ? {} : { target: "testpypi" as const }),
    },
    ports,
  );
  const version = parseVersion(report.project.version ?? "");
  const text = errorLines(report.findings).join("\n");
  if (report.exitCode !== 0 || version === null)
    return {
      exitCode: report.exitCode || 1,
      outputs: {},
      text: text || (report.error?.message ?? "the build failed"),
      report,
    };
  requireTag(isRelease ? tag : null, template.parse(project, tag ?? ""), report.project.version ?? "");
  const folder = releaseFolder(request);
  await ports.files.makeDirectory(join(folder, "dist"));
  const handedOn = report.artifacts.filter(({ file }) => kind === "all" || !file.endsWith(".whl"));
  for (const { file, path } of handedOn) await ports.files.copy(path, join(folder, "dist", basename(file)));
  await gitRunner(source, ports).ask(
    "archive",
    "--format=tar",
    `--output=${join(folder, "source.tar")}`,
    "HEAD",
  );
  const releaseOf = releaseKind(version);
  const { markdown } = await notesFromChangelog(
    { tree, config, version: report.project.version ?? "", kind: releaseOf },
    null,
    ports,
  );
  const facts: ReleaseFacts = {
    schema: 1,
    project,
    version: report.project.version ?? "",
    commit: tree.git?.head ?? "",
    committed: tree.git?.commitTime.toISOString() ?? "",
    tag: isRelease ? tag : null,
    notes: markdown,
    prerelease: releaseOf !== "stable",
  };
  await ports.files.write(join(folder, "release.json"), `${JSON.stringify(facts, null, 2)}\n`);
  const digests = JSON.stringify(Object.fromEntries(await digestsOf(folder, ports)));
  const [sdist] = kind === "sdist" ? handedOn : [];
  return {
    exitCode: 0,
    outputs: {
      digests,
      name: project,
      version: facts.version,
      ...(sdist === undefined ? {} : { file: `dist/${basename(sdist.file)}` }),
    },
    text: `built ${project} ${facts.version}`,
    report,
    notes:
      values.offline === true || isPrivate
        ? []
        : await compareSizes(report.artifacts, project, await targetFor(request, ports), ports),
  };
}

/** A tag is what people install by: another version behind it is refused. Throws `workflow/tag-differs`. */
function requireTag(tag: string | null, stated: string | null, version: string): void {
  const [expected, built] = [parseVersion(stated ?? ""), parseVersion(version)];
  if (tag === null || expected === null || built === null || compareVersions(expected, built) === 0) return;
  throw fault("workflow/tag-differs", { tag, version, expected: stated ?? "" });
}
