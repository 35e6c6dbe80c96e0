import { join } from "node:path";
import { openDistribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import { readChain } from "../journal/chain.ts";
import { artifactReport, metadataReport } from "../report-parts.ts";
import { releasesDirectory } from "../state-directory.ts";
import { isDone } from "../steps/done-steps.ts";
import type { PreviousRelease } from "./evidence.ts";

/**
 * The newest release below `version` that was published to PyPI from this machine, by the files that its release keeps.
 * Null without one, and when its files cannot be read: the page then shows no difference.
 */
export async function previousRelease(
  project: string,
  version: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<PreviousRelease | null> {
  const current = parseVersion(version);
  const directory = releasesDirectory(project, ports.environment);
  if (current === null || (await ports.files.stat(directory)) === null) return null;
  const below = (await ports.files.list(directory))
    .map(({ name }) => ({ name, version: parseVersion(name) }))
    .filter((each): each is { name: string; version: Version } => each.version !== null)
    .filter((each) => compareVersions(each.version, current) < 0)
    .toSorted((a, b) => compareVersions(b.version, a.version));
  for (const { name } of below) {
    const kept = await readKept(join(directory, name), ports);
    if (kept !== null) return { version: name, ...kept };
  }
  return null;
}

async function readKept(
  directory: string,
  { files }: Pick<Ports, "files">,
): Promise<Omit<PreviousRelease, "version"> | null> {
  const journal = join(directory, "journal.jsonl");
  if ((await files.stat(journal)) === null) return null;
  const { broken, entries } = readChain(await files.readText(journal));
  if (broken !== null || !isDone(entries, "upload")) return null;
  const distributions = join(directory, "dist");
  if ((await files.stat(distributions)) === null) return null;
  const wheel = (await files.list(distributions)).find(({ name }) => name.endsWith(".whl"));
  if (wheel === undefined) return null;
  await using opened = await openDistribution(join(distributions, wheel.name), files);
  return { members: artifactReport(opened).members, metadata: metadataReport(opened) };
}
