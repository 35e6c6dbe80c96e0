import { readConfig } from "../config/read-config.ts";
import type { Ports } from "../ports/ports.ts";
import { readChangelogTree } from "./read-changelog-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { readFragments } from "../tree/changelog/fragments.ts";
import { formatVersion } from "../version/pep440.ts";
import { gitRunner } from "../git/git-runner.ts";
import { CHANGELOG_FRAGMENT_UNKNOWN } from "./changelog-rules.ts";
import { readChangelogSettings } from "./changelog-settings.ts";
import { checkChangelog } from "./check-changelog.ts";
import type { ChangelogRequest } from "./entry.ts";
import { chosenRelease, type ReleaseAtHand } from "./release-at-hand.ts";
import { unreleasedSection } from "./unreleased.ts";

/** A changelog that was checked: for which release, and everything that is wrong with it. */
export interface CheckedChangelog {
  readonly release: ReleaseAtHand;
  /** Null: there is none. */
  readonly file: string | null;
  readonly findings: readonly Finding[];
}

/** Checks the changelog of a tree for a release; null: for the one at hand. What is unreleased is no defect before it. */
export async function checkProjectChangelog(
  directory: string,
  request: ChangelogRequest,
  ports: Ports,
): Promise<CheckedChangelog> {
  const tree = await readChangelogTree(directory, request, ports);
  const settings = await readChangelogSettings(tree);
  const { changelog, style, fragments, fragmentFiles } = settings;
  const release = await chosenRelease(tree, changelog, request, ports);
  const read = style === "fragments" ? readFragments(fragmentFiles, fragments) : null;
  const strangers = (read?.strangers ?? []).map(({ path, reason }) =>
    CHANGELOG_FRAGMENT_UNKNOWN.finding({
      message: `${path} is not a news fragment: ${reason}`,
      location: { file: path },
      help: "rename it, or list it in ignore",
    }),
  );
  if (changelog === null) {
    const isRequired = style === "manual" && readConfig(tree.pyproject).changelog.required;
    if (isRequired) throw fault("changelog/no-file", { looked: `${settings.file} is not there` });
    return { release, file: null, findings: strangers };
  }
  const last = lastRelease(tree, release);
  const pending =
    (read?.used.length ?? 0) > 0 || style === "conventional" || unreleasedSection(changelog) !== null;
  const problems = checkChangelog(changelog, {
    version: release.version === null ? null : formatVersion(release.version),
    state: release.state,
    // What comes from fragments, commits or Unreleased has its entry when it is written.
    isPending: pending && (release.state === "next" || style !== "manual"),
    released: last === null ? null : await atTag(tree, last, changelog, ports),
    releasedVersion: last === null ? null : formatVersion(last.version),
    today: request.date,
  });
  return { release, file: settings.file, findings: [...strangers, ...problems] };
}

/** The tag of the version itself counts, when the tree goes on behind it; else the last one before. */
function lastRelease(
  tree: SourceTree,
  { version, state, tag, since }: ReleaseAtHand,
): ReleaseAtHand["since"] {
  if (state === "behind" && version !== null && tag !== null) return { name: tag, version };
  return since;
}

async function atTag(
  tree: SourceTree,
  tag: NonNullable<ReleaseAtHand["since"]>,
  { file }: Changelog,
  ports: Ports,
): Promise<Changelog | null> {
  const done = await gitRunner(tree.root, ports).run(["show", `refs/tags/${tag.name}:./${file}`]);
  return done.status === 0 ? parseChangelog(file, done.stdout) : null;
}
