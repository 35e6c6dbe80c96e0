import { judgeClassifier } from "../classifiers.ts";
import { firstAddress, isEmailAddress } from "../email-address.ts";
import { pythonListRepr, pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

const CONTENT_TYPES = ["text/markdown", "text/x-rst", "text/plain"];
const VARIANTS = ["GFM", "CommonMark"];

/** One line, at most 512 characters. */
export function* summary(fields: UploadFields): Generator<MetadataError> {
  const text = single(fields, "summary");
  if (text === null) return;
  if (text.includes("\n")) yield summaryError(text, "'summary' must be a single line");
  if (Array.from(text).length > 512)
    yield summaryError(text, "'summary' field must be 512 characters or less");
}

/** Classifiers of the official list, the deprecated ones named with their successors. */
export function* classifiers(fields: UploadFields): Generator<MetadataError> {
  const field = "classifier";
  for (const value of fields.meaningful("classifiers")) {
    const verdict = judgeClassifier(value);
    if (verdict.kind === "unknown") {
      const message = `${pythonRepr(value)} is not a valid classifier`;
      yield { field, reason: "unknown-classifier", value, message };
    } else if (verdict.kind === "deprecated") {
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

/** The first address of each e-mail field; what holds no address at all is let through, as PyPI does. */
export function* emails(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["author_email", "author-email"],
    ["maintainer_email", "maintainer-email"],
  ] as const) {
    const value = single(fields, form);
    const address = value === null ? "" : isBalanced(value) ? firstAddress(value).replace(/^</, "") : value;
    // Python's parseaddr finds no address in these two.
    if (value === null || address === "" || address.endsWith("@") || isEmailAddress(address)) continue;
    const message = `${pythonRepr(address)} is not a valid email address: ${addressProblem(address)}`;
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

/** Whether quotes and parentheses close: of what does not, Python reads another address than a person. */
function isBalanced(text: string): boolean {
  const plain = text.replaceAll(/"[^"]*"/g, "");
  return !plain.includes('"') && !/[()]/.test(plain.replaceAll(/\([^()]*\)/g, ""));
}

/** The words of email-validator for its commonest objections, and the beginning of the others. */
function addressProblem(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 0) return "An email address must have an @-sign.";
  if (at === 0) return "There must be something before the @-sign.";
  const domain = address.slice(at + 1);
  if (domain === "") return "There must be something after the @-sign.";
  if (!domain.includes(".")) return "The part after the @-sign is not valid. It should have a period.";
  return "The email address is not valid.";
}
