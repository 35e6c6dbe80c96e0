import type { Ports } from "../../ports/ports.ts";
import { Fault } from "../../findings/fault.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { parseVersion, type Version } from "../../version/pep440.ts";
import { readHistoryVersion } from "../read-version.ts";
import { findScmSection } from "../scm/scm-tool.ts";
import type { ProjectTags } from "../tags/read-tags.ts";

/** What only Python can answer says nothing of the next version. */
const BEYOND_US: ReadonlySet<string> = new Set(["python-callable", "unsupported-regex", "unsupported-vcs"]);

/**
 * The version that a first release from tags may not be below: the one on which the builds so far are counted by a
 * `fallback_version`; null without one. Throws what the tool would end with: a tag that it finds and cannot read is none
 * that may be passed over.
 */
export async function firstRelease(
  tree: SourceTree,
  { releases, passedOver }: ProjectTags,
  ports: Ports,
): Promise<Version | null> {
  const section = findScmSection(tree.pyproject?.value ?? {});
  if (section === null || releases.length > 0) return null;
  const hasFallback = "fallback_version" in section.data;
  if (!hasFallback && passedOver.length === 0) return null;
  try {
    const { base } = await readHistoryVersion(tree.root, ports);
    return hasFallback && base !== null ? parseVersion(base) : null;
  } catch (error) {
    if (error instanceof Fault && BEYOND_US.has(error.code)) return null;
    throw error;
  }
}
