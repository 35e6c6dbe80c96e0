import { describeDistribution, type DistributionHead } from "../../distribution/describe-distribution.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { normalizeName } from "../../version/names.ts";
import { namedFiles, type NamedFiles } from "./named-files.ts";

/** The files of one release. */
export interface OpenFiles extends Pick<NamedFiles, "attestations"> {
  readonly files: readonly DistributionHead[];
  readonly release: { readonly project: string; readonly version: string };
}

/**
 * Reads the distributions that paths name. Throws `usage/no-such-path`,
 * `usage/not-distributions`, `usage/not-a-distribution`, `usage/several-releases`.
 */
export async function withFiles<T>(
  paths: readonly string[],
  ports: Ports,
  use: (opened: OpenFiles) => Promise<T>,
): Promise<T> {
  const { distributions, attestations } = await namedFiles(paths, ports);
  // One after the other: many at once would only need more memory.
  const described: DistributionHead[] = [];
  for (const path of distributions) described.push(await describeDistribution(path, ports.files));
  const files = onceEach(described);
  return use({ files, attestations, release: releaseOf(files) });
}

/** Two paths may lead to the same file; two files of one name cannot both be published. */
function onceEach(files: readonly DistributionHead[]): readonly DistributionHead[] {
  const byName = new Map<string, DistributionHead>();
  for (const file of files) {
    const other = byName.get(file.fileName);
    if (other === undefined) byName.set(file.fileName, file);
    else if (other.digests.sha256 !== file.digests.sha256)
      throw fault("usage/not-a-distribution", {
        file: file.path,
        reason: `${other.path} has the same name but different bytes`,
      });
  }
  return [...byName.values()];
}

/** The one release that all files belong to. */
function releaseOf(files: readonly DistributionHead[]): OpenFiles["release"] {
  const releases = new Map<string, OpenFiles["release"]>();
  for (const { fileName, metadata, parsed } of files) {
    if (parsed.kind === "invalid")
      throw fault("usage/not-a-distribution", { file: fileName, reason: parsed.reason });
    if (metadata === null)
      throw fault("usage/not-a-distribution", { file: fileName, reason: "it has no metadata" });
    const { name, version } = metadata;
    releases.set(`${normalizeName(name)} ${version}`, { project: name, version });
  }
  const [release, ...others] = releases.values();
  if (release === undefined || others.length > 0) {
    throw fault("usage/several-releases", { releases: [...releases.keys()].join("; ") });
  }
  return release;
}
