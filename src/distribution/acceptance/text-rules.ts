import { judgeClassifier } from "../metadata/classifiers.ts";
import { onlyAddress } from "../metadata/address-list.ts";
import { emailProblem } from "../metadata/email-address.ts";
import { pythonListRepr, pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** In one order of the many in which PyPI tells them: there they are sets. */
const CONTENT_TYPES = ["text/x-rst", "text/markdown", "text/plain"];
const VARIANTS = ["CommonMark", "GFM"];

/** One line. */
export function* summaryLine(fields: UploadFields): Generator<MetadataError> {
  const text = single(fields, "summary");
  if (text?.includes("\n") === true) yield summaryError(text, "'summary' must be a single line");
}

/** At most 512 characters. */
export function* summaryLength(fields: UploadFields): Generator<MetadataError> {
  const text = single(fields, "summary");
  if (text !== null && Array.from(text).length > 512)
    yield summaryError(text, "'summary' field must be 512 characters or less");
}

/** Classifiers of the official list, the deprecated ones named with their successors. */
export function* classifiers(fields: UploadFields): Generator<MetadataError> {
  const field = "classifier";
  const judged = [...new Set(fields.meaningful("classifiers"))]
    .sort()
    .map((value) => ({ value, verdict: judgeClassifier(value) }));
  for (const { value, verdict } of judged) {
    if (verdict.kind !== "unknown") continue;
    const message = `${pythonRepr(value)} is not a valid classifier`;
    yield { field, reason: "unknown-classifier", value, message };
  }
  for (const { value, verdict } of judged) {
    if (verdict.kind === "deprecated") {
      const instead =
        verdict.replacements.length === 0
          ? "has been deprecated"
          : `has been deprecated, use one of ${pythonListRepr(verdict.replacements)} instead`;
      const message = `The classifier ${pythonRepr(value)} ${instead}`;
      yield { field, reason: "deprecated-classifier", value, message };
    }
  }
}

/** One of three media types; UTF-8 only; Markdown in one of two variants. */
export function* descriptionContentType(fields: UploadFields): Generator<MetadataError> {
  const value = single(fields, "description_content_type");
  if (value === null) return;
  const [type = "", ...rest] = splitParts(value);
  if (!CONTENT_TYPES.includes(type.toLowerCase())) {
    const message = `'description-content-type' must be one of ${pythonListRepr(CONTENT_TYPES)}, not ${pythonRepr(value)}`;
    yield contentTypeError(value, message);
    return;
  }
  // The first of several counts, and one without a value is none.
  const parameters = new Map(
    rest
      .map((part) => splitParameter(part))
      .filter((pair) => pair !== null)
      .reverse(),
  );
  const charset = parameters.get("charset") ?? "UTF-8";
  if (charset !== "UTF-8") {
    yield contentTypeError(
      value,
      `'description-content-type' can only specify the UTF-8 charset, not ${pythonRepr(charset)}`,
    );
  }
  const variant = parameters.get("variant") ?? "GFM";
  if (type.toLowerCase() === "text/markdown" && !VARIANTS.includes(variant)) {
    yield contentTypeError(
      value,
      `valid Markdown variants for 'description-content-type' are ${pythonListRepr(VARIANTS)}, not ${pythonRepr(variant)}`,
    );
  }
}

/** The address of each e-mail field; what Python takes for none or for several is let through, as PyPI does. */
export function* emails(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["author_email", "author-email"],
    ["maintainer_email", "maintainer-email"],
  ] as const) {
    const address = onlyAddress(single(fields, form) ?? "");
    const problem = address === "" ? null : emailProblem(address);
    if (problem === null) continue;
    const message = `${pythonRepr(address)} is not a valid email address: ${problem}`;
    yield { field, reason: "invalid-email", value: address, message };
  }
}

function summaryError(value: string, message: string): MetadataError {
  return { field: "summary", reason: "invalid-summary", value, message };
}

function contentTypeError(value: string, message: string): MetadataError {
  return { field: "description-content-type", reason: "description-content-type", value, message };
}

/** The media type and its parameters; a semicolon in quotes does not part them. */
function splitParts(value: string): readonly string[] {
  if (value.startsWith(";")) return [""];
  return (value.match(/(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g) ?? []).map((part) => part.trim());
}

/** `name=value` as Python's e-mail package reads it; null for a name with an equals sign and nothing behind. */
function splitParameter(part: string): readonly [name: string, value: string] | null {
  const at = part.indexOf("=");
  if (at < 0) return [part.toLowerCase(), ""];
  const value = part.slice(at + 1).trim();
  if (value === "") return null;
  const name = part.slice(0, at).trim().toLowerCase();
  // RFC 2231: the character set stands before the value.
  if (name.endsWith("*")) return [name.replace(/(?:\*\d+)?\*$/, ""), value.split("'").at(-1) ?? ""];
  return [name, /^"((?:[^"\\]|\\.)*)"?/.exec(value)?.[1] ?? value];
}
