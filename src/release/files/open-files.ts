import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { freezeFile, listeningFiles, type FrozenFile } from "../../publish/frozen-file.ts";
import { normalizeName } from "../../version/names.ts";
import { namedFiles, type NamedFiles } from "./named-files.ts";

/** The opened files of one release. */
export interface OpenFiles extends Pick<NamedFiles, "attestations"> {
  readonly files: readonly Distribution[];
  readonly release: { readonly project: string; readonly version: string };
  readonly frozen: (file: Distribution) => Promise<FrozenFile>;
}

/**
 * Opens the distributions that paths name, for as long as they are used. Throws `usage/no-such-path`,
 * `usage/not-distributions`, `usage/not-a-distribution`, `usage/several-releases`.
 */
export async function withFiles<T>(
  paths: readonly string[],
  ports: Ports,
  use: (opened: OpenFiles) => Promise<T>,
): Promise<T> {
  const { distributions, attestations } = await namedFiles(paths, ports);
  const heard = listeningFiles(ports.files);
  const opened: Distribution[] = [];
  try {
    // One after the other: many at once would only need more memory.
    for (const path of distributions) opened.push(await openDistribution(path, heard));
    const frozen = async ({ path, fileName, size, digests }: Distribution): Promise<FrozenFile> => {
      const blake2 = heard.blake2(path);
      return blake2 === null
        ? freezeFile(path, fileName, ports)
        : { fileName, size, sha256: digests.sha256, blake2_256: blake2 };
    };
    const files = onceEach(opened);
    return await use({ files, attestations, release: releaseOf(files), frozen });
  } finally {
    for (const file of opened) await file[Symbol.asyncDispose]();
  }
}

/** Two paths may lead to the same file; two files of one name cannot both be published. */
function onceEach(files: readonly Distribution[]): readonly Distribution[] {
  const byName = new Map<string, Distribution>();
  for (const file of files) {
    const other = byName.get(file.fileName);
    if (other === undefined) byName.set(file.fileName, file);
    else if (other.digests.sha256 !== file.digests.sha256)
      throw fault("usage/not-a-distribution", {
        file: file.path,
        reason: `${other.path} has the same name and other bytes`,
      });
  }
  return [...byName.values()];
}

/** The one release that all files belong to. */
function releaseOf(files: readonly Distribution[]): OpenFiles["release"] {
  const releases = new Map<string, OpenFiles["release"]>();
  for (const { fileName, metadata, parsed } of files) {
    if (parsed.kind === "invalid")
      throw fault("usage/not-a-distribution", { file: fileName, reason: parsed.reason });
    if (metadata === null)
      throw fault("usage/not-a-distribution", { file: fileName, reason: "it holds no metadata" });
    const { name, version } = metadata;
    releases.set(`${normalizeName(name)} ${version}`, { project: name, version });
  }
  const [release, ...others] = releases.values();
  if (release === undefined || others.length > 0) {
    throw fault("usage/several-releases", { releases: [...releases.keys()].join("; ") });
  }
  return release;
}
