import { parseFileName } from "../distribution/file-names.ts";
import type { Ports } from "../ports/ports.ts";
import { remoteProject } from "../publish/remote-project.ts";
import type { PublishTarget } from "../publish/target.ts";
import type { Finding } from "../findings/finding.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import { strictVersion } from "../versioning/strict-version.ts";
import { bySettings } from "../check/inputs/version-order.ts";
import type { PreparedRelease } from "./prepare-release.ts";

/**
 * Strict mode with what the index holds: before anything is built, a version that is not above what users have is
 * told. Files of this very version do not count: an earlier run may have sent them.
 */
export async function judgeRelease(
  prepared: PreparedRelease,
  target: PublishTarget,
  ports: Ports,
): Promise<readonly Finding[]> {
  const { tree, config, project, version, rehearsed, next } = prepared;
  const remote = await remoteProject(target, project, ports);
  const own = parseVersion(version);
  const others = [...remote.files.keys()].flatMap((fileName) => {
    const parsed = parseFileName(fileName);
    const other = parsed.kind === "invalid" ? null : parseVersion(parsed.version);
    const isOurs = other === null || own === null || compareVersions(other, own) === 0;
    return isOurs || parsed.kind === "invalid" ? [] : parsed.version;
  });
  const released = remote.state === "unreadable" ? null : [...new Set(others)];
  const takesLocal = !target.dialect.isPyPI;
  const question = { tree, config, worktree: false, version: null, released, rehearsed, next, takesLocal };
  return bySettings((await strictVersion(question, ports)).findings, config, ports);
}
