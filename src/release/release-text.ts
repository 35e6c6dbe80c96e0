import type { NamedBaseline } from "../check/engine/baseline.ts";
import { bySettings } from "../check/inputs/read-history.ts";
import type { Distribution } from "../distribution/distribution.ts";
import type { ReleaseText } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import { Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { CHANGELOG_ENTRY_MISSING } from "../findings/shared-rules.ts";
import { parseVersion } from "../version/pep440.ts";
import { releaseNotes } from "../changelog/release-notes.ts";
import { installLines } from "./install-lines.ts";
import type { DecidedRelease } from "./decide-release.ts";
import type { ReleaseTag } from "./steps/release-tag.ts";

/** What the changelog has to say of a release. */
export interface ChangelogNotes {
  /** Markdown; one sentence where nothing is said. */
  readonly markdown: string;
  /** Whether anything is said: by the entry or, where no changelog is kept, by the commits. */
  readonly hasEntry: boolean;
  readonly findings: readonly Finding[];
}

const NOTHING_SAID = "No changes were recorded for this release.\n";

/**
 * The changelog's entry of the release. A final release without one is a finding: a warning, an error where
 * [tool.shipwheel.changelog] `required` is set. Throws the other faults of a changelog.
 */
export async function notesFromChangelog(
  { tree, config, version, kind }: Pick<DecidedRelease, "tree" | "config" | "version" | "kind">,
  baseline: NamedBaseline | null,
  ports: Ports,
): Promise<ChangelogNotes> {
  const parsed = parseVersion(version);
  if (parsed === null) throw new Error(`${version} was valid a moment ago`);
  try {
    const { markdown } = await releaseNotes(tree, parsed, ports);
    const hasEntry = markdown.trim() !== "";
    return { markdown: hasEntry ? markdown : NOTHING_SAID, hasEntry, findings: [] };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "changelog/no-entry") throw error;
    const missing = CHANGELOG_ENTRY_MISSING.finding({
      severity: config.changelog.required ? "error" : "warning",
      message: error.message,
      why: "users learn what changed only after they have upgraded, or never",
      help: error.remedy,
      subject: version,
    });
    const found = kind === "stable" ? [missing] : [];
    const findings = await bySettings(found, { tree, config, baseline }, ports);
    return { markdown: NOTHING_SAID, hasEntry: false, findings };
  }
}

/** How the forge's release is titled, and its notes: what changed, how to install it, what the bytes are. */
export function releaseText(
  { project, version, kind, commit, target }: DecidedRelease,
  tag: Pick<ReleaseTag, "name">,
  { markdown }: Pick<ChangelogNotes, "markdown">,
  files: readonly Distribution[],
): ReleaseText {
  const lines = installLines(project, version, target, files).join("\n");
  const install = lines === "" ? "" : `\n## Install\n\n\`\`\`sh\n${lines}\n\`\`\`\n`;
  const rows = files.map((file) => `| ${file.fileName} | \`${file.digests.sha256}\` |`);
  const digests = `\n## Files\n\n| file | sha256 |\n| --- | --- |\n${rows.join("\n")}\n`;
  return {
    tag: tag.name,
    commit,
    name: `${project} ${version}`,
    notes: `${markdown.trimEnd()}\n${install}${digests}`,
    prerelease: kind !== "stable",
    latest: kind === "stable",
  };
}
