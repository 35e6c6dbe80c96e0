import { join } from "node:path";
import { applyEdits } from "../../git/apply-edits.ts";
import { gitRunner } from "../../git/git-runner.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { baseVersion, compareVersions, parseVersion } from "../../version/pep440.ts";
import type { ProjectTags } from "../../versioning/tags/read-tags.ts";
import { readVersionCopies } from "../../versioning/version-copies.ts";

/**
 * The development version of a commit whose project states its version in a file: below the next version that is not
 * released, and unique by the commit's own time, so that a run that is repeated has the same.
 */
export function preflightVersion(
  stated: string,
  released: ProjectTags["releases"],
  commitTime: Date,
): string {
  const parsed = parseVersion(stated);
  if (parsed === null) return stated;
  const base = baseVersion(parsed);
  const isOut = parsed.dev === null && released.some(({ version }) => compareVersions(version, parsed) === 0);
  const next = isOut
    ? base.replace(/\d+$/, (last) => String(BigInt(last) + 1n))
    : parsed.pre === null || parsed.dev !== null
      ? base
      : stated;
  const stamp = commitTime.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return `${next}.dev${stamp}`;
}

/** A clone of the checkout in which every place states the version, committed: the checkout itself stays as it is. */
export async function preflightSource(tree: SourceTree, version: string, ports: Ports): Promise<string> {
  const top = join(await ports.files.temporaryDirectory("preflight"), "source");
  const { git } = tree;
  await gitRunner(tree.root, ports).ask(
    "clone",
    "--quiet",
    "--no-hardlinks",
    "--",
    git?.topLevel ?? tree.root,
    top,
  );
  const directory = join(top, ...(git?.prefix ?? "").split("/").filter((part) => part !== ""));
  const { edits } = await readVersionCopies(
    { directory, python: null, offline: true, metadata: false, to: version },
    ports,
  );
  await applyEdits(directory, edits, ports);
  const identity = [
    "-c",
    "user.name=shipwheel",
    "-c",
    "user.email=shipwheel@localhost",
    "-c",
    "commit.gpgsign=false",
  ];
  const time = git?.commitTime.toISOString() ?? "";
  await gitRunner(top, ports).ask(
    ...identity,
    "commit",
    "--quiet",
    "--no-verify",
    "--allow-empty",
    `--date=${time}`,
    "--all",
    "-m",
    `build: ${version}`,
  );
  return directory;
}
