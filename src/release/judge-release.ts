import { parseFileName } from "../distribution/file-names.ts";
import type { Ports } from "../ports/ports.ts";
import type { RemoteProject } from "../publish/remote-project.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { gitRunner } from "../git/git-runner.ts";
import { compareVersions, parseVersion } from "../version/pep440.ts";
import type { StrictFacts } from "../versioning/strict-facts.ts";
import { judgeStrictly } from "../versioning/strict-version.ts";
import { bySettings, type JudgedBy } from "../check/inputs/read-history.ts";
import type { DecidedRelease } from "./decide-release.ts";
import type { ReadRelease } from "./read-release.ts";
import { pushTagAction, tagAction } from "./steps/tag.ts";

/** What of a release was looked at beyond this machine. */
export interface LookedUp {
  /** What the index has of the project; null when it was not asked. */
  readonly project: RemoteProject | null;
  /** The remote whose tag is looked at; null: only this repository's. */
  readonly remote: string | null;
}

/** What stands against a release, and the tag as it was found. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly isTagged: boolean;
  readonly isPushed: boolean;
}

/**
 * What stands against a release before anything is built: strict mode, with what the index holds where it was asked, and
 * a tag of this name on another commit (`U007`, `U008`). The same for whoever shows the release and whoever makes it.
 */
export async function judgeRelease(
  release: DecidedRelease & Pick<ReadRelease, "strict" | "baseline">,
  { project, remote }: LookedUp,
  ports: Ports,
): Promise<Judgement> {
  const released = project === null ? null : otherVersions(project, release.version);
  const judged = await judgeVersion(release, !release.target.dialect.isPyPI, released, ports);
  // What strict mode sees of the tag is the cause.
  if (judged.some(isError)) return { findings: judged, isTagged: false, isPushed: false };
  const { tag } = release;
  if (tag === null) return { findings: judged, isTagged: false, isPushed: false };
  const git = gitRunner(release.tree.root, ports);
  const here = await tagAction(tag, git).observe();
  if (here.state === "conflict") {
    return { findings: [...judged, ...here.findings], isTagged: false, isPushed: false };
  }
  const there = remote === null ? null : await pushTagAction(tag, remote, git).observe();
  return {
    findings: [...judged, ...(there?.state === "conflict" ? there.findings : [])],
    isTagged: here.state === "done",
    isPushed: there?.state === "done",
  };
}

/** Strict mode on what was read, with the settings of the project. */
export function judgeVersion(
  { tree, config, baseline, strict }: JudgedBy & { readonly strict: StrictFacts },
  takesLocal: boolean,
  released: readonly string[] | null,
  ports: Pick<Ports, "clock">,
): Promise<readonly Finding[]> {
  return bySettings(judgeStrictly({ ...strict, released }, takesLocal), { tree, config, baseline }, ports);
}

/** Files of this very version do not count: an earlier run may have sent them. Null: the index tells nothing. */
function otherVersions({ state, files }: RemoteProject, version: string): readonly string[] | null {
  if (state === "unreadable") return null;
  const own = parseVersion(version);
  const others = [...files.keys()].flatMap((fileName) => {
    const parsed = parseFileName(fileName);
    const other = parsed.kind === "invalid" ? null : parseVersion(parsed.version);
    const isOurs = other === null || own === null || compareVersions(other, own) === 0;
    return isOurs || parsed.kind === "invalid" ? [] : parsed.version;
  });
  return [...new Set(others)];
}
