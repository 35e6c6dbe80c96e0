import type { CoreMetadata } from "../../distribution/metadata/metadata.ts";
import { normalizeName } from "../../version/names.ts";
import { sameVersion } from "../../version/same-version.ts";
import { licenseMeant } from "../sources/licenses.ts";
import { compareRequirements } from "./compare-requirements.ts";
import { compareSets, compareValues, type Comparison } from "./difference.ts";
import { GONE_PROGRAMS, withNewCommands } from "../surroundings/commands.ts";
import { peopleOf } from "./people.ts";
import { sameSpecifiers } from "./same-specifiers.ts";

const PEP_639 = "a license expression takes the place of the text and of the classifiers (PEP 639)";

/** Headers that are compared by name below, or say nothing of the project. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "metadata-version",
  "name",
  "version",
  "summary",
  "description",
  "description-content-type",
  "keywords",
  "home-page",
  "author",
  "author-email",
  "maintainer",
  "maintainer-email",
  "license",
  "license-expression",
  "license-file",
  "classifier",
  "requires-python",
  "requires-dist",
  "provides-extra",
  "project-url",
  "download-url",
  "dynamic",
]);

/** Headers that some backend adds by itself, and that installers do not read. */
const UNREAD: Readonly<Record<string, string>> = {
  "import-name": "Flit derives it from the module (PEP 794), and no installer reads it",
  "import-namespace": "Flit derives it from the module (PEP 794), and no installer reads it",
  platform: "only setuptools writes it, and no installer reads it: tags of the wheel decide",
};

/** The metadata of two builds, field by field. */
export function compareMetadata(before: CoreMetadata, after: CoreMetadata): readonly Comparison[] {
  const same = (
    code: "name" | "requires-python",
    old: string | null,
    now: string | null,
    isSame: boolean,
  ): Comparison =>
    isSame
      ? { code, equal: old === null && now === null ? 0 : 1, differences: [] }
      : compareValues(code, code, old, now);
  const set = (values: readonly string[]): ReadonlyMap<string, string> =>
    new Map(values.map((value) => [value, value]));
  const hasExpression = after.licenseExpression !== null;
  return [
    same("name", before.name, after.name, normalizeName(before.name) === normalizeName(after.name)),
    compareVersionTexts(before.version, after.version),
    same(
      "requires-python",
      before.requiresPython,
      after.requiresPython,
      sameSpecifiers(before.requiresPython ?? "", after.requiresPython ?? ""),
    ),
    compareRequirements(before.requiresDist, after.requiresDist),
    compareSets(
      "provides-extra",
      set(before.providesExtra.map(normalizeName)),
      set(after.providesExtra.map(normalizeName)),
    ),
    compareValues("summary", "summary", before.summary || null, after.summary || null),
    compareDescriptions(before.description?.trim() || null, after.description?.trim() || null),
    compareContentTypes(before, after),
    compareSets("keywords", set(before.keywords), set(after.keywords)),
    compareSets(
      "author",
      peopleOf(before.author, before.authorEmail),
      peopleOf(after.author, after.authorEmail),
    ),
    compareSets(
      "maintainer",
      peopleOf(before.maintainer, before.maintainerEmail),
      peopleOf(after.maintainer, after.maintainerEmail),
    ),
    compareLicenses(before, after),
    compareSets("classifier", set(before.classifiers), set(after.classifiers), (classifier) =>
      hasExpression && classifier.startsWith("License ::") && !after.classifiers.includes(classifier)
        ? PEP_639
        : undefined,
    ),
    compareSets("project-url", urlsOf(before), urlsOf(after)),
    compareOthers(before, after),
  ];
}

/** Two local versions of one release name two commits or dates; the local part is never uploaded. */
function compareVersionTexts(before: string, after: string): Comparison {
  if (sameVersion(before, after)) return compareValues("version", "version", before, before);
  const [old = "", now = ""] = [before, after].map((each) => each.split("+")[0]);
  const reason = "the same release: the local part names a commit, and is never uploaded";
  return compareValues("version", "version", before, after, sameVersion(old, now) ? reason : undefined);
}

/** A command of the readme that the migration changes changes here, too. */
function compareDescriptions(before: string | null, after: string | null): Comparison {
  const lines = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll(/\n{3,}/g, "\n\n");
  const reason =
    before === null || after === null
      ? undefined
      : lines(before) === lines(after)
        ? "only blank lines differ"
        : GONE_PROGRAMS.some((program) => lines(withNewCommands(before, program)) === lines(after))
          ? "commands of the old backend change in the readme"
          : undefined;
  return compareValues("description", "description", before, after, reason);
}

/** Without a content type a description is reStructuredText, or plain text where it is none (core metadata 2.1). */
function compareContentTypes(before: CoreMetadata, after: CoreMetadata): Comparison {
  const code = "description-content-type";
  const [old, now] = [mediaType(before), mediaType(after)];
  const isImplied = old === null && Boolean(before.description?.trim()) && now !== null;
  if (isImplied && now === "text/x-rst") return { code, equal: 1, differences: [] };
  const reason = `without a content type PyPI reads the description as reStructuredText: ${now ?? ""} is what the file is`;
  return compareValues(code, code, old, now, isImplied ? reason : undefined);
}

function mediaType({ description, descriptionContentType }: CoreMetadata): string | null {
  if (!description?.trim()) return null;
  return descriptionContentType?.split(";")[0]?.trim() ?? null;
}

function compareLicenses(before: CoreMetadata, after: CoreMetadata): Comparison {
  const told = ({ licenseExpression, license }: CoreMetadata): string | null =>
    licenseExpression ?? license?.trim() ?? null;
  const [old, now] = [told(before), told(after)];
  if (old !== null && now !== null && after.licenseExpression !== null && before.licenseExpression === null) {
    const meant = licenseMeant(old);
    if (meant === now)
      return compareValues("license", "license", `License: ${old}`, `License-Expression: ${now}`, PEP_639);
  }
  return compareValues("license", "license", old, now);
}

/** Labels as PyPI reads them: without case and signs. The old Home-page is the label Homepage. */
function urlsOf({ projectUrls, homePage, downloadUrl }: CoreMetadata): ReadonlyMap<string, string> {
  const all = [
    ...projectUrls,
    ...(homePage === null ? [] : [{ label: "Homepage", url: homePage }]),
    ...(downloadUrl === null ? [] : [{ label: "Download", url: downloadUrl }]),
  ];
  return new Map(all.map(({ label, url }) => [label.toLowerCase().replaceAll(/[\W_]/g, ""), url]));
}

function compareOthers(before: CoreMetadata, after: CoreMetadata): Comparison {
  const others = ({ raw }: CoreMetadata): ReadonlyMap<string, string> =>
    new Map(
      [...raw]
        .filter(([name, values]) => !ELSEWHERE.has(name) && values.join() !== "UNKNOWN")
        .map(([name, values]) => [name, [...values].sort().join(" | ")]),
    );
  return compareSets("other-metadata", others(before), others(after), (name) => UNREAD[name]);
}
