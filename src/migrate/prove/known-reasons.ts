import type {
  AspectCode,
  Comparison as FoundComparison,
  Difference as FoundDifference,
} from "../../compare/difference.ts";
import type { CoreMetadata } from "../../distribution/metadata/metadata.ts";
import { sameVersion } from "../../version/same-version.ts";
import { licenseMeant } from "../sources/licenses.ts";
import { GONE_PROGRAMS, withNewCommands } from "../surroundings/commands.ts";
import type { Comparison } from "./difference.ts";

const PEP_639 = "a license expression replaces the license text and the classifiers (PEP 639)";

/** Headers that some backend adds by itself, and that installers do not read. */
const UNREAD: Readonly<Record<string, string>> = {
  "import-name": "Flit derives it from the module (PEP 794), and no installer reads it",
  "import-namespace": "Flit derives it from the module (PEP 794), and no installer reads it",
  platform: "only setuptools writes it, and no installer reads it: the wheel's tags decide",
};

/** What is known of a migration when its builds are compared. */
export interface MigrationFacts {
  readonly before: CoreMetadata | null;
  readonly after: CoreMetadata | null;
  /** Files that the migration itself changes. */
  readonly edited: ReadonlySet<string>;
}

/** The comparisons, with the reasons of what differs before and after any migration. */
export function withKnownReasons(
  comparisons: readonly FoundComparison[],
  facts: MigrationFacts,
): readonly Comparison[] {
  return comparisons.map(({ code, equal, differences }) => ({
    code,
    equal,
    differences: differences.map((each) => {
      const reason = REASONS[each.code]?.(each, facts);
      return reason === undefined ? each : { ...each, reason };
    }),
  }));
}

type Reason = (difference: FoundDifference, facts: MigrationFacts) => string | undefined;

/** Why a difference of a kind is right, whatever the project. */
const REASONS: Partial<Record<AspectCode, Reason>> = {
  version: ({ before, after }) => versionReason(before ?? "", after ?? ""),
  description: ({ before, after }) =>
    before === null || after === null ? undefined : descriptionReason(before, after),
  "description-content-type": ({ before, after }, facts) =>
    before === null && facts.before?.description?.trim()
      ? `without a content type, PyPI reads the description as reStructuredText: ${after ?? ""} is what the file is`
      : undefined,
  license: (_, facts) => licenseReason(facts),
  classifier: ({ subject, after }, facts) =>
    facts.after?.licenseExpression != null && subject.startsWith("License ::") && after === null
      ? PEP_639
      : undefined,
  "other-metadata": ({ subject }) => UNREAD[subject],
  "sdist-file": ({ subject }, { edited }) => (edited.has(subject) ? "the migration changes it" : undefined),
};

/** Two local versions of one release name two commits or dates; the local part is never uploaded. */
function versionReason(before: string, after: string): string | undefined {
  const [old = "", now = ""] = [before, after].map((each) => each.split("+")[0]);
  return sameVersion(old, now)
    ? "the same release: the local version names a commit and is never uploaded"
    : undefined;
}

/** A command of the readme that the migration changes changes here, too. */
function descriptionReason(before: string, after: string): string | undefined {
  const lines = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll(/\n{3,}/g, "\n\n");
  if (lines(before) === lines(after)) return "only blank lines differ";
  return GONE_PROGRAMS.some((program) => lines(withNewCommands(before, program)) === lines(after))
    ? "the readme's commands for the old backend change"
    : undefined;
}

function licenseReason({ before, after }: MigrationFacts): string | undefined {
  const [old, now] = [before?.license?.trim(), after?.licenseExpression];
  if (!old || now == null || before?.licenseExpression != null) return undefined;
  return old === now || licenseMeant(old) === now ? PEP_639 : undefined;
}
