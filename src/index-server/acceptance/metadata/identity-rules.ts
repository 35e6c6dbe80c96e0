import { METADATA_FIELDS, METADATA_VERSIONS } from "../../../dist/metadata-fields.ts";
import { parseVersion } from "../../../version/pep440.ts";
import { pythonRepr } from "../../http/python-repr.ts";
import type { FormFields } from "../../upload/form-fields.ts";
import { FORM_FIELDS } from "../../../dist/upload-fields.ts";
import { single, type MetadataError } from "./form-metadata.ts";

/** A single-use field that was sent twice, or project URLs whose labels repeat. */
export function* invalidData(fields: FormFields): Generator<MetadataError> {
  for (const [form, field, multiple] of FORM_FIELDS) {
    const values = fields.meaningful(form);
    const labels = field === "project-url" ? values.map((value) => value.split(",")[0]?.trim()) : [];
    if (new Set(labels).size < labels.length || (!multiple && values.length > 1)) {
      yield { field, reason: "metadata-invalid-data", message: `'${field}' has invalid data` };
    }
  }
}

/** The metadata version, and the fields that came later than it. */
export function* metadataVersion(fields: FormFields): Generator<MetadataError> {
  const version = single(fields, "metadata_version");
  const field = "metadata-version";
  if (version === null) {
    yield { field, reason: "metadata-version", message: "'metadata-version' is a required field" };
    return;
  }
  const position = METADATA_VERSIONS.indexOf(version);
  if (position < 0) {
    const message = `${pythonRepr(version)} is not a valid metadata version`;
    yield { field, reason: "metadata-version", message };
    return;
  }
  for (const [form, header] of FORM_FIELDS) {
    const since = METADATA_FIELDS.get(header)?.since;
    if (since === undefined || fields.meaningful(form).length === 0) continue;
    if (METADATA_VERSIONS.indexOf(since) <= position) continue;
    const message = `${header} introduced in metadata version ${since}, not ${version}`;
    yield { field: header, reason: "metadata-field-too-new", message };
  }
}

/** A version by PEP 440, without a local segment. */
export function* version(fields: FormFields): Generator<MetadataError> {
  const text = single(fields, "version");
  const field = "version";
  if (text === null) {
    yield { field, reason: "missing-version", message: "'version' is a required field" };
    return;
  }
  const parsed = parseVersion(text);
  if (parsed === null) {
    yield { field, reason: "invalid-version", message: `${pythonRepr(text)} is invalid for 'version'` };
  } else if (parsed.local !== null) {
    const message = `The use of local versions in ${pythonRepr(text)} is not allowed`;
    yield { field, reason: "local-version", message };
  }
}

/** `Dynamic` names other fields, and never the two that every file has to agree on. */
export function* dynamic(fields: FormFields): Generator<MetadataError> {
  for (const value of fields.meaningful("dynamic")) {
    const name = value.toLowerCase();
    const fixed = ["name", "version", "metadata-version"].includes(name);
    if (!fixed && METADATA_FIELDS.has(name)) continue;
    const why = fixed ? "is not allowed as a dynamic field" : "is not a valid dynamic field";
    yield { field: "dynamic", reason: "invalid-dynamic", message: `${pythonRepr(value)} ${why}` };
  }
}
