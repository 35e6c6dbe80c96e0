import type { CoreMetadata } from "../distribution/metadata/metadata.ts";
import { normalizeName } from "../version/names.ts";
import { sameVersion } from "../version/same-version.ts";
import { compareSets, compareValues, type Comparison } from "./difference.ts";
import { peopleOf } from "./people.ts";
import { compareRequirements } from "./requirements.ts";
import { sameSpecifiers } from "./same-specifiers.ts";

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

/** The metadata of two distributions, field by field. */
export function compareMetadata(before: CoreMetadata, after: CoreMetadata): readonly Comparison[] {
  const same = (
    code: "name" | "version" | "requires-python",
    old: string | null,
    now: string | null,
    isSame: boolean,
  ): Comparison =>
    isSame
      ? { code, equal: old === null && now === null ? 0 : 1, differences: [] }
      : compareValues(code, code, old, now);
  const set = (values: readonly string[]): ReadonlyMap<string, string> =>
    new Map(values.map((value) => [value, value]));
  return [
    same("name", before.name, after.name, normalizeName(before.name) === normalizeName(after.name)),
    same("version", before.version, after.version, sameVersion(before.version, after.version)),
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
    compareValues(
      "description",
      "description",
      before.description?.trim() || null,
      after.description?.trim() || null,
    ),
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
    compareValues("license", "license", licenseOf(before), licenseOf(after)),
    compareSets("classifier", set(before.classifiers), set(after.classifiers)),
    compareSets("project-url", urlsOf(before), urlsOf(after)),
    compareOthers(before, after),
  ];
}

/** Without a content type a description is reStructuredText, or plain text where it is none (core metadata 2.1). */
function compareContentTypes(before: CoreMetadata, after: CoreMetadata): Comparison {
  const code = "description-content-type";
  const [old, now] = [mediaType(before), mediaType(after)];
  const isImplied = old === null && Boolean(before.description?.trim()) && now !== null;
  if (isImplied && now === "text/x-rst") return { code, equal: 1, differences: [] };
  return compareValues(code, code, old, now);
}

function mediaType({ description, descriptionContentType }: CoreMetadata): string | null {
  if (!description?.trim()) return null;
  return descriptionContentType?.split(";")[0]?.trim() ?? null;
}

/** With the field that says it: an expression and a text are not the same (PEP 639). */
function licenseOf({ licenseExpression, license }: CoreMetadata): string | null {
  if (licenseExpression !== null) return `License-Expression: ${licenseExpression}`;
  const text = license?.trim();
  return text === undefined || text === "" ? null : `License: ${text}`;
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
  return compareSets("other-metadata", others(before), others(after));
}
