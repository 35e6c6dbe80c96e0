import type { CoreMetadata } from "../metadata/metadata.ts";
import { METADATA_VERSIONS } from "../metadata/metadata-fields.ts";
import { FORM_FIELDS } from "../metadata/upload-fields.ts";
import type { UploadFields } from "./form-metadata.ts";

/** The plain fields of an upload form: every value of every name, in the order of sending. */
export class FormFields implements UploadFields {
  readonly #values = new Map<string, string[]>();

  /** A value that is `UNKNOWN` counts as not sent; NUL is made visible. Both as PyPI does it. */
  add(name: string, value: string): void {
    if (value.trim() === "UNKNOWN") return;
    const list = this.#values.get(name);
    const clean = value.replaceAll("\0", "\\x00");
    if (list === undefined) this.#values.set(name, [clean]);
    else list.push(clean);
  }

  /** All values; empty when the field was not sent. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The first value, or the empty string. */
  first(name: string): string {
    return this.#values.get(name)?.[0] ?? "";
  }

  /** The last value, or null. */
  last(name: string): string | null {
    return this.#values.get(name)?.at(-1) ?? null;
  }

  /** Values that say something: a lone empty value counts as absent. */
  meaningful(name: string): readonly string[] {
    const values = this.all(name);
    return values.length === 1 && values[0] === "" ? [] : values;
  }
}

/** The metadata of a file as uploaders put it into their form: name and value of every field, in order. */
export function metadataFormValues(
  metadata: CoreMetadata,
): readonly (readonly [form: string, value: string])[] {
  const tooOld = METADATA_VERSIONS.indexOf(metadata.metadataVersion) < METADATA_VERSIONS.indexOf("2.4");
  const pairs: [string, string][] = [];
  for (const [form, header] of FORM_FIELDS) {
    // Older backends write license files into metadata that has no such field; every uploader drops them.
    if (header === "license-file" && tooOld) continue;
    const raw = metadata.raw.get(header) ?? [];
    // The body, unless an old backend has put the text into a header: uploaders send that as it stands.
    const values = header === "description" && raw.length === 0 ? [metadata.description ?? ""] : raw;
    for (const value of values) if (value !== "") pairs.push([form, value]);
  }
  return pairs;
}
