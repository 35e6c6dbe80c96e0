import { ENCRYPTED_SOURCE } from "../../distribution/archive/encrypted-source.ts";
import { PYPI_CRASHES } from "../../distribution/pypi-messages.ts";
import { layoutRefusal } from "../../distribution/sdist-layout.ts";
import type { RefusalReason } from "../../findings/refusal-reason.ts";
import type { ArchiveFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const INTRO = "Invalid distribution file. ";

/** What the archive readers report in PyPI's words, and the id of each; the words are matched from their start. */
const ARCHIVE_REASONS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/^File is both a zip and a tar file/, "zip-and-tar"],
  [/^File is not a zipfile/, "not-a-zip"],
  [/^File is not a tarfile/, "not-a-tar"],
  [/^File exceeds compression ratio/, "compression-ratio"],
  [/^File does not use a supported compression type/, "compression-type"],
  [/^Incorrect number of top-level directories/, "sdist-top-level"],
  [/^PKG-INFO not found/, "pkg-info-missing"],
  [/^Unable to parse name and version from wheel filename/, "wheel-name-unparsable"],
  [/^WHEEL not found/, "wheel-file-missing"],
  [/^tar archive not accepted/, "sparse-member"],
  [/-encrypted content is not allowed/, "encrypted-content"],
  [/^ZIP archive not accepted/, "zip-structure"],
  [/^None$/, "archive-unreadable"],
];

/** The first defect of the archive itself for which PyPI rejects it, in the order in which the readers test. */
export function soundArchive(facts: ArchiveFacts): Refusal | null {
  const { distribution, content } = facts;
  const sdist = distribution.kind === "sdist" && content.fileName.endsWith(".tar.gz");
  for (const problem of distribution.problems) {
    // RECORD is read later, after the name.
    if (problem.pypi === undefined || problem.code === "R006") continue;
    // What an sdist holds is asked below, of its names as they are: the check leaves out the dangerous ones.
    if (sdist && (problem.code === "A005" || problem.code === "A006")) continue;
    const words = problem.pypi.startsWith(INTRO) ? problem.pypi.slice(INTRO.length) : problem.pypi;
    const reason = words.startsWith(PYPI_CRASHES)
      ? "archive-unreadable"
      : ARCHIVE_REASONS.find(([pattern]) => pattern.test(words))?.[1];
    if (reason !== undefined)
      return refuse(reason, INTRO + words.replaceAll("<pypi-docs>", facts.links.docs));
  }
  const layout = sdist ? layoutRefusal(distribution.entries.map(({ name }) => name)) : null;
  if (layout !== null) return refuse(layout.reason, layout.words);
  const encrypted = distribution.visited.get(ENCRYPTED_SOURCE)?.[0]?.value;
  if (typeof encrypted !== "string") return null;
  const see = `See ${facts.links.site}/policy/acceptable-use-policy/ for more information.`;
  return refuse("encrypted-content", `${INTRO}${encrypted}-encrypted content is not allowed. ${see}`);
}
