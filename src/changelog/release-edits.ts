import { readConfig } from "../config/read-config.ts";
import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { readProject } from "../tree/read-project.ts";
import { formatVersion, isPrerelease } from "../version/pep440.ts";
import { readChangelogSettings } from "./changelog-settings.ts";
import type { ChangelogRequest } from "./entry.ts";
import { entryOf } from "./write-changelog.ts";

/** What a release changes in the changelog and among the news fragments, and what has to be known of it. */
export interface ReleaseEdits {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
}

/**
 * The changes of the changelog that belong into the commit of a release: none for a pre-release, and none where commits
 * would make a changelog that nobody asked for. Throws `changelog/not-committed`, `changelog/entry-exists`, and
 * `changelog/no-entry` where the project requires one and there is nothing to tell.
 */
export async function releaseEdits(
  directory: string,
  request: ChangelogRequest & { readonly version: NonNullable<ChangelogRequest["version"]> },
  ports: Ports,
): Promise<ReleaseEdits> {
  const tree = await readProject(directory, { allowNoGit: true }, ports);
  const settings = await readChangelogSettings(tree);
  const { style, changelog, file } = settings;
  const config = readConfig(tree.pyproject).changelog;
  const isUnasked = changelog === null && style !== "fragments" && config.style === "auto";
  if (isPrerelease(request.version) || isUnasked) return { edits: [], notes: [] };
  const { origin, edits, note, strangers, section } = await entryOf(tree, settings, request, ports);
  const version = formatVersion(request.version);
  if (origin === "entry" && note !== null) throw fault("changelog/entry-exists", { file, version });
  if (config.required && section.trim() === "") throw fault("changelog/no-entry", { file, version });
  const isDirty = tree.git?.dirty.some(({ path }) => path === file) === true;
  if (origin === "entry" && isDirty) throw fault("changelog/not-committed", { file, version });
  const odd = strangers.map(({ path, reason }) => `${path} is not a news fragment: ${reason}`);
  return { edits, notes: section === "" && note !== null ? [...odd, note] : odd };
}
