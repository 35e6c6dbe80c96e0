import { groupHeaders, MOST_HEADERS, parseHeaderText, type Header, type HeaderText } from "./header-text.ts";
import { METADATA_FIELDS, METADATA_VERSIONS } from "./metadata-fields.ts";

/** Something wrong with the form of a metadata file. What its values mean is for the rules to judge. */
export interface MetadataProblem {
  /** The id in the rule catalogue, for example `M005`. */
  readonly code: string;
  readonly slug:
    | "metadata-version-unknown"
    | "field-newer-than-metadata-version"
    | "unknown-field"
    | "duplicate-field"
    | "missing-field"
    | "malformed-header"
    | "not-utf-8";
  readonly message: string;
  /** The field that it is about, as spelt in the file. */
  readonly field?: string;
  /** 1-based. */
  readonly line?: number;
}

/** Core metadata (1.0 to 2.5) of a METADATA or PKG-INFO file. Of a single-use field that stands twice, the first counts. */
export interface CoreMetadata {
  /** Empty when absent; so are `name` and `version`. */
  readonly metadataVersion: string;
  readonly name: string;
  readonly version: string;
  readonly summary: string | null;
  /** From the body, or unfolded from the header. */
  readonly description: string | null;
  readonly descriptionContentType: string | null;
  readonly keywords: readonly string[];
  readonly homePage: string | null;
  readonly downloadUrl: string | null;
  readonly author: string | null;
  readonly authorEmail: string | null;
  readonly maintainer: string | null;
  readonly maintainerEmail: string | null;
  readonly license: string | null;
  readonly licenseExpression: string | null;
  readonly licenseFiles: readonly string[];
  readonly classifiers: readonly string[];
  readonly platforms: readonly string[];
  readonly supportedPlatforms: readonly string[];
  readonly requiresPython: string | null;
  readonly requiresDist: readonly string[];
  readonly requiresExternal: readonly string[];
  readonly providesExtra: readonly string[];
  readonly providesDist: readonly string[];
  readonly obsoletesDist: readonly string[];
  readonly projectUrls: readonly { readonly label: string; readonly url: string }[];
  readonly dynamic: readonly string[];
  readonly importNames: readonly string[];
  readonly importNamespaces: readonly string[];
  /** Every header by its lower-case name, in order, unknown ones too. */
  readonly raw: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly MetadataProblem[];
}

/** Reads core metadata. Never throws: what is wrong with the form is in `problems`. */
export function parseMetadata(input: string | Uint8Array): CoreMetadata {
  const whole = parseHeaderText(input);
  const [long, headers] = partition(whole.headers, isTooLong);
  const text = long.length === 0 ? whole : { ...whole, headers };
  const raw = groupHeaders(text.headers);
  const all = (field: string): readonly string[] => raw.get(field) ?? [];
  const one = (field: string): string | null => raw.get(field)?.[0] ?? null;
  const folded = one("description");
  return {
    metadataVersion: one("metadata-version") ?? "",
    name: one("name") ?? "",
    version: one("version") ?? "",
    summary: one("summary"),
    description: folded === null ? text.body : unfold(folded),
    descriptionContentType: one("description-content-type"),
    keywords: splitKeywords(one("keywords")),
    homePage: one("home-page"),
    downloadUrl: one("download-url"),
    author: one("author"),
    authorEmail: one("author-email"),
    maintainer: one("maintainer"),
    maintainerEmail: one("maintainer-email"),
    license: one("license"),
    licenseExpression: one("license-expression"),
    licenseFiles: all("license-file"),
    classifiers: all("classifier"),
    platforms: all("platform"),
    supportedPlatforms: all("supported-platform"),
    requiresPython: one("requires-python"),
    requiresDist: all("requires-dist"),
    requiresExternal: all("requires-external"),
    providesExtra: all("provides-extra"),
    providesDist: all("provides-dist"),
    obsoletesDist: all("obsoletes-dist"),
    projectUrls: all("project-url").map(splitProjectUrl),
    dynamic: all("dynamic"),
    importNames: all("import-name"),
    importNamespaces: all("import-namespace"),
    raw,
    problems: [...formProblems(text), ...long.map(tooLong), ...fieldProblems(text, raw)],
  };
}

/** Longer texts stand in these two fields alone. Characters. */
const LONGEST_VALUE = 64 * 1024;
const TEXTS: ReadonlySet<string> = new Set(["description", "license"]);

function isTooLong({ name, value }: Header): boolean {
  return value.length > LONGEST_VALUE && !TEXTS.has(name.toLowerCase());
}

function tooLong({ name, line }: Header): MetadataProblem {
  const message = `${name} has more than ${LONGEST_VALUE} characters: it is not read.`;
  return { code: "M004", slug: "malformed-header", message, line };
}

function partition<T>(
  list: readonly T[],
  isFirst: (each: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [list.filter(isFirst), list.filter((each) => !isFirst(each))];
}

/** A folded description is indented by eight blanks, or by seven and a bar (core metadata, "Description"). */
function unfold(value: string): string {
  return value.replaceAll(/\n(?: {8}| {7}\||[ \t])/g, "\n");
}

function splitKeywords(value: string | null): readonly string[] {
  const separator = value?.includes(",") ? "," : /\s+/;
  const words = value?.split(separator) ?? [];
  return words.map((word) => word.trim()).filter((word) => word !== "");
}

/** `label, address`; without a comma all is the label. */
function splitProjectUrl(value: string): { readonly label: string; readonly url: string } {
  const comma = value.indexOf(",");
  if (comma === -1) return { label: value.trim(), url: "" };
  return { label: value.slice(0, comma).trim(), url: value.slice(comma + 1).trim() };
}

function* formProblems({ utf8, malformed, cut }: HeaderText): Generator<MetadataProblem> {
  if (!utf8) yield { code: "M027", slug: "not-utf-8", message: "The metadata is not UTF-8." };
  if (cut) {
    const tooMany = `The metadata has more than ${MOST_HEADERS} headers: the others are not read.`;
    yield { code: "M004", slug: "malformed-header", message: tooMany };
  }
  if (malformed === null) return;
  const message = `Line ${malformed.line} of the metadata is not a header; readers treat everything after it as the description.`;
  yield { code: "M004", slug: "malformed-header", message, line: malformed.line };
}

function* fieldProblems(text: HeaderText, raw: CoreMetadata["raw"]): Generator<MetadataProblem> {
  for (const field of ["Metadata-Version", "Name", "Version"])
    if (!raw.get(field.toLowerCase())?.[0])
      yield { code: "M006", slug: "missing-field", message: `The metadata has no ${field}.`, field };
  const seen = new Set<string>(
    text.body !== null && text.malformed === null && text.body.trim() !== "" ? ["description"] : [],
  );
  const metadataVersion = raw.get("metadata-version")?.[0];
  if (metadataVersion && !METADATA_VERSIONS.includes(metadataVersion))
    yield {
      code: "M002",
      slug: "metadata-version-unknown",
      message: `Metadata-Version ${metadataVersion} is not accepted by PyPI.`,
      field: "Metadata-Version",
    };
  // License-File is exempt: backends wrote it long before 2.4, and uploaders leave it out.
  const reported = new Set<string>();
  for (const { name, line } of text.headers) {
    const key = name.toLowerCase();
    const field = METADATA_FIELDS.get(key);
    if (field === undefined) {
      yield {
        code: "M004",
        slug: "unknown-field",
        message: `There is no metadata field ${name}.`,
        field: name,
        line,
      };
    } else if (seen.has(key) && !field.multiple) {
      yield {
        code: "M005",
        slug: "duplicate-field",
        message: `${field.name} stands twice.`,
        field: name,
        line,
      };
    } else if (isNewer(field.since, metadataVersion) && !reported.has(key) && key !== "license-file") {
      reported.add(key);
      const message = `${field.name} came with metadata version ${field.since}, the file says ${metadataVersion}.`;
      yield { code: "M003", slug: "field-newer-than-metadata-version", message, field: name, line };
    }
    seen.add(key);
  }
}

function isNewer(since: string, metadataVersion: string | undefined): boolean {
  const position = METADATA_VERSIONS.indexOf(metadataVersion ?? "");
  return position !== -1 && METADATA_VERSIONS.indexOf(since) > position;
}
