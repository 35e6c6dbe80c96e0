import { join } from "node:path";
import { buildDistributions, type BuildOutcome } from "../../build/build-distributions.ts";
import type { BuildRequest } from "../../build/build-request.ts";
import { exportTree } from "../../build/export/export.ts";
import { git } from "../../build/git-command.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import { readIndexConfiguration } from "../../toolbox/index-configuration.ts";
import type { Interpreter } from "../../toolbox/interpreter.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Built } from "../../compare/distributions.ts";

/** How both builds are made. */
export interface BuildSettings {
  readonly timeoutSeconds: number;
  readonly offline: boolean;
  /** Builds the wheel from the tree instead of the sdist. */
  readonly wheelFromTree?: boolean;
}

/** A build, or why there is none. */
export interface Build {
  readonly built: Built | null;
  readonly outcome: BuildOutcome;
  /** Why the sdist builds no wheel, where the wheel was built from the tree instead. */
  readonly brokenSdist: string | null;
}

/** A private copy of the tree with the edits made; new files are known to its git, so that backends which ask it see them. */
export async function migratedCopy(
  tree: SourceTree,
  edits: readonly FileEdit[],
  ports: Ports,
): Promise<SourceTree> {
  const directory = join(await ports.files.temporaryDirectory("migrated"), "tree");
  await ports.files.makeDirectory(directory);
  const { root, project } = await exportTree(tree, "worktree", directory, ports);
  for (const { path, after } of edits) {
    if (after === null) await ports.files.remove(join(project, path));
    else await ports.files.write(await throughLink(join(project, path), ports), after);
  }
  if (tree.git !== null) await commitInto(root, tree.git.tagsAtHead, ports);
  return readSourceTree(project, { allowNoGit: tree.git === null }, ports);
}

/** The file that a link leads to, so that the link stays one. */
async function throughLink(path: string, { files }: Pick<Ports, "files">): Promise<string> {
  return (await files.stat(path))?.kind === "symlink" ? files.realPath(path) : path;
}

/**
 * The change becomes part of HEAD, and its tags go along: a version from tags is the one that the commit has now. Nothing
 * but this private copy sees it.
 */
async function commitInto(root: string, tags: readonly string[], ports: Ports): Promise<void> {
  const date = (await git(root, ["show", "--no-patch", "--format=%cI", "HEAD"], ports)).trim();
  const quiet = [
    "-c",
    "user.name=shipwheel",
    "-c",
    "user.email=shipwheel@localhost",
    "-c",
    "commit.gpgSign=false",
    "-c",
    "core.hooksPath=/dev/null",
  ];
  await git(root, ["add", "--all"], ports);
  await git(
    root,
    [
      ...quiet,
      "commit",
      "--quiet",
      "--amend",
      "--no-edit",
      "--no-verify",
      "--allow-empty",
      "--allow-empty-message",
      `--date=${date}`,
    ],
    ports,
  );
  for (const tag of tags) await git(root, [...quiet, "tag", "--force", "--no-sign", tag], ports);
}

/** Builds one tree in isolation. */
export async function buildOne(
  tree: SourceTree,
  python: Interpreter,
  { timeoutSeconds, offline, wheelFromTree = false }: BuildSettings,
  ports: Ports,
): Promise<Build> {
  const request: BuildRequest = {
    tree,
    ref: "worktree",
    builder: "uv",
    python,
    outDirectory: await ports.files.temporaryDirectory("proof"),
    timeoutSeconds,
    offline,
    wheelFromTree,
    indexes: await readIndexConfiguration(ports),
  };
  return opened(await buildDistributions(request, ports), ports);
}

/** The build of today: where its sdist lacks what the wheel needs, `pip install .` of the tree is what people have. */
export async function buildBefore(
  tree: SourceTree,
  python: Interpreter,
  settings: BuildSettings,
  ports: Ports,
): Promise<Build> {
  const build = await buildOne(tree, python, settings, ports);
  if (build.built !== null || build.outcome.unfinishedSdist === null) return build;
  const again = await buildOne(tree, python, { ...settings, wheelFromTree: true }, ports);
  return again.built === null ? build : { ...again, brokenSdist: whyNot(build.outcome) };
}

/** What the build said when it failed. */
export function whyNot({ findings, log }: BuildOutcome): string {
  const said = findings.map(({ message }) => message).join("; ");
  return said === "" ? `the build failed: ${log}` : said;
}

async function opened(outcome: BuildOutcome, ports: Ports): Promise<Build> {
  if (outcome.wheel === null || outcome.sdist === null) return { built: null, outcome, brokenSdist: null };
  const [wheel, sdist] = await Promise.all([
    openDistribution(outcome.wheel, ports.files),
    openDistribution(outcome.sdist, ports.files),
  ]);
  return { built: { wheel, sdist }, outcome, brokenSdist: null };
}
