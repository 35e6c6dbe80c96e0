/** A field of the core metadata specification. */
export interface MetadataField {
  /** As the specification spells it. */
  readonly name: string;
  /** The metadata version that introduced it. */
  readonly since: string;
  /** Whether it may stand several times. */
  readonly multiple: boolean;
}

/** Every metadata version there is up to 2.5; 2.0 was withdrawn and never accepted. */
export const METADATA_VERSIONS: readonly string[] = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"];

const once = (since: string, ...names: readonly string[]): readonly MetadataField[] =>
  names.map((name) => ({ name, since, multiple: false }));

const many = (since: string, ...names: readonly string[]): readonly MetadataField[] =>
  names.map((name) => ({ name, since, multiple: true }));

/** The fields of core metadata 1.0 to 2.5, keyed by their lower-case name. */
export const METADATA_FIELDS: ReadonlyMap<string, MetadataField> = new Map(
  [
    ...once("1.0", "Metadata-Version", "Name", "Version", "Summary", "Description", "Keywords", "Home-page"),
    ...once("1.0", "Author", "Author-email", "License"),
    ...many("1.0", "Platform"),
    ...once("1.1", "Download-URL"),
    ...many("1.1", "Supported-Platform", "Classifier", "Requires", "Provides", "Obsoletes"),
    ...once("1.2", "Maintainer", "Maintainer-email", "Requires-Python"),
    ...many("1.2", "Requires-Dist", "Provides-Dist", "Obsoletes-Dist", "Requires-External", "Project-URL"),
    ...once("2.1", "Description-Content-Type"),
    ...many("2.1", "Provides-Extra"),
    ...many("2.2", "Dynamic"),
    ...once("2.4", "License-Expression"),
    ...many("2.4", "License-File"),
    ...many("2.5", "Import-Name", "Import-Namespace"),
  ].map((field) => [field.name.toLowerCase(), field]),
);
