import type { Ports } from "../ports/ports.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { checkChangelog } from "./check-changelog.ts";
import { parseChangelog, type Changelog } from "../tree/changelog/document.ts";
import { readFragments } from "./fragments.ts";
import { compareVersions, formatVersion, type Version } from "../version/pep440.ts";
import { readChangelogSettings } from "./changelog-settings.ts";
import { previousTag } from "./write-changelog.ts";
import { CHANGELOG_ENTRY_MISSING } from "../findings/shared-rules.ts";
import { CHANGELOG_FRAGMENT_UNKNOWN } from "./changelog-rules.ts";
import { gitRunner } from "../git/git-runner.ts";
import { ownTags, type OwnTag } from "../versioning/own-tags.ts";

/** What is wrong with the changelog of a tree at the release of a version; all of it. */
export async function changelogFindings(
  directory: string,
  version: Version,
  today: string,
  ports: Ports,
): Promise<readonly Finding[]> {
  const tree = await readProject(directory, { allowNoGit: true }, ports);
  const { changelog, style, file, fragments, fragmentFiles } = await readChangelogSettings(tree);
  const read = style === "fragments" ? readFragments(fragmentFiles, fragments) : null;
  const strangers = (read?.strangers ?? []).map(({ path, reason }) =>
    CHANGELOG_FRAGMENT_UNKNOWN.finding({
      message: `${path} is no news fragment: ${reason}`,
      location: { file: path },
      help: "rename it, or list it in ignore",
    }),
  );
  if (changelog === null) {
    if (style === "manual") throw fault("changelog/no-file", { looked: `${file} is not there` });
    return strangers;
  }
  const last = lastRelease(ownTags(tree), version);
  const problems = checkChangelog(changelog, {
    version: formatVersion(version),
    released: last === null ? null : await atTag(tree, last, changelog, ports),
    releasedVersion: last === null ? null : formatVersion(last.version),
    today,
  });
  // What comes from fragments or commits has its entry when it is written.
  const pending = (read?.used.length ?? 0) > 0 || style === "conventional";
  const isMissing = ({ rule, location }: Finding): boolean =>
    rule === CHANGELOG_ENTRY_MISSING.name.code && location?.line === undefined;
  const told = problems.filter((problem) => !(pending && isMissing(problem)));
  return [...strangers, ...told];
}

/** The tag of the version itself counts, when the tree goes on behind it; else the highest below. */
function lastRelease(tags: readonly OwnTag[], version: Version): OwnTag | null {
  const same = tags.find((tag) => !tag.atHead && compareVersions(tag.version, version) === 0);
  return same ?? previousTag(tags, version);
}

async function atTag(
  tree: SourceTree,
  tag: OwnTag,
  { file }: Changelog,
  ports: Ports,
): Promise<Changelog | null> {
  const done = await gitRunner(tree.root, ports).run(["show", `refs/tags/${tag.name}:./${file}`]);
  return done.status === 0 ? parseChangelog(file, done.stdout) : null;
}
