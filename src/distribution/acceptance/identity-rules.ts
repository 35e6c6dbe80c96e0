import { METADATA_FIELDS, METADATA_VERSIONS } from "../metadata/metadata-fields.ts";
import { formatVersion, parseVersion } from "../../version/pep440.ts";
import { pythonRepr } from "../python-repr.ts";
import { FORM_FIELDS } from "../metadata/upload-fields.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** A single-use field that was sent twice, or project URLs whose labels repeat. */
export function* invalidData(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field, multiple] of FORM_FIELDS) {
    const values = fields.meaningful(form);
    const labels = field === "project-url" ? values.map((value) => value.split(",")[0]?.trim()) : [];
    if (new Set(labels).size < labels.length || (!multiple && values.length > 1)) {
      const message = `'${form}' has invalid data`;
      yield { field, reason: "metadata-invalid-data", value: values[1] ?? "", message };
    }
  }
}

/** The metadata version, and the fields that came later than it. */
export function* metadataVersion(fields: UploadFields): Generator<MetadataError> {
  const version = single(fields, "metadata_version");
  const field = "metadata-version";
  const reason = "metadata-version";
  if (version === null) {
    yield { field, reason, value: "", message: "None is not a valid metadata version" };
    return;
  }
  const position = METADATA_VERSIONS.indexOf(version);
  if (position < 0) {
    const message = `${pythonRepr(version)} is not a valid metadata version`;
    yield { field, reason, value: version, message };
    return;
  }
  for (const [form, header] of FORM_FIELDS) {
    const since = METADATA_FIELDS.get(header)?.since;
    const [value] = fields.meaningful(form);
    if (since === undefined || value === undefined) continue;
    if (METADATA_VERSIONS.indexOf(since) <= position) continue;
    const message = `${header} introduced in metadata version ${since}, not ${version}`;
    yield { field: header, reason: "metadata-field-too-new", value, message };
  }
}

/** A version by PEP 440. */
export function* version(fields: UploadFields): Generator<MetadataError> {
  const text = single(fields, "version");
  const field = "version";
  if (text === null) {
    yield { field, reason: "missing-version", value: "", message: "'version' is a required field" };
    return;
  }
  if (parseVersion(text) !== null) return;
  const message = `${pythonRepr(text)} is invalid for 'version'`;
  yield { field, reason: "invalid-version", value: text, message };
}

/** No local segment: such a version is for the builder's own index. */
export function* localVersion(fields: UploadFields): Generator<MetadataError> {
  const text = single(fields, "version") ?? "";
  const parsed = parseVersion(text);
  if (parsed === null || parsed.local === null) return;
  const message = `The use of local versions in '${formatVersion(parsed)}' is not allowed`;
  yield { field: "version", reason: "local-version", value: text, message };
}

/** `Dynamic` names other fields, and never the three that every file has to agree on. */
export function* dynamic(fields: UploadFields): Generator<MetadataError> {
  for (const value of fields.meaningful("dynamic")) {
    const name = value.toLowerCase();
    const fixed = ["name", "version", "metadata-version"].includes(name);
    if (!fixed && METADATA_FIELDS.has(name)) continue;
    const why = fixed ? "is not allowed as a dynamic field" : "is not a valid dynamic field";
    const message = `${pythonRepr(name)} ${why}`;
    yield { field: "dynamic", reason: "invalid-dynamic", value, message };
  }
}

/** The one field that the specification's reader lets through as dynamic, and PyPI does not: the list itself. */
export function* dynamicItself(fields: UploadFields): Generator<MetadataError> {
  for (const value of fields.meaningful("dynamic")) {
    if (value.toLowerCase() !== "dynamic") continue;
    const message = "Dynamic field 'dynamic' is not a valid dynamic field";
    yield { field: "dynamic", reason: "invalid-dynamic", value, message };
  }
}
