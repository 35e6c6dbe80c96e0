import { basename } from "node:path";
import { parseFileName } from "../../distribution/file-names.ts";
import type { Ports } from "../../ports/ports.ts";
import { remoteProject } from "../../publish/remote-project.ts";
import type { UploadIndex } from "../../publish/target.ts";
import { formatBytes } from "../../text/quantities.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";

/** A built file and its size. */
interface Built {
  readonly file: string;
  readonly size: number;
}

/** What the index says of one file of an earlier release. */
interface Earlier {
  readonly version: string;
  readonly kind: string;
  readonly size: number;
}

/** One line for each file that the newest release on the index has, too; none where the index cannot be asked. */
export async function compareSizes(
  built: readonly Built[],
  project: string,
  target: UploadIndex,
  ports: Ports,
): Promise<readonly string[]> {
  const remote = await remoteProject(target, null, project, ports).catch(() => null);
  if (remote === null || remote.state !== "known") return [];
  const earlier = [...remote.files.values()].flatMap(({ fileName, size }): readonly Earlier[] => {
    const parsed = parseFileName(fileName);
    return size === null || !("version" in parsed)
      ? []
      : [{ version: parsed.version, kind: parsed.kind, size }];
  });
  return sizeLines(built, earlier);
}

/** Holds files against the newest release that is none of their own version. Pure. */
export function sizeLines(built: readonly Built[], earlier: readonly Earlier[]): readonly string[] {
  return built.flatMap(({ file, size }) => {
    const own = parseFileName(basename(file));
    if (!("version" in own)) return [];
    const others = earlier.filter(({ kind, version }) => kind === own.kind && version !== own.version);
    const [last] = others.toSorted((a, b) => newestFirst(a.version, b.version));
    if (last === undefined) return [];
    const change = Math.round(((size - last.size) / last.size) * 100);
    const told =
      change === 0 ? "as large as" : `${Math.abs(change)} % ${change > 0 ? "larger" : "smaller"} than`;
    return [`${basename(file)}: ${formatBytes(size)}, ${told} ${last.version} (${formatBytes(last.size)})`];
  });
}

function newestFirst(a: string, b: string): number {
  const [first, second] = [parseVersion(a), parseVersion(b)];
  if (first === null || second === null) return first === null ? 1 : -1;
  return compareVersions(second, first);
}
