import { judgeClassifier } from "../../../dist/classifiers.ts";
import { pythonListRepr, pythonRepr } from "../../http/python-repr.ts";
import type { FormFields } from "../../upload/form-fields.ts";
import { single, type MetadataError } from "./form-metadata.ts";

const CONTENT_TYPES = ["text/markdown", "text/x-rst", "text/plain"];
const VARIANTS = ["GFM", "CommonMark"];

/** One line, at most 512 characters. */
export function* summary(fields: FormFields): Generator<MetadataError> {
  const text = single(fields, "summary");
  if (text === null) return;
  if (text.includes("\n")) yield summaryError("'summary' must be a single line");
  if (Array.from(text).length > 512) yield summaryError("'summary' field must be 512 characters or less");
}

/** Classifiers of the official list, the deprecated ones named with their successors. */
export function* classifiers(fields: FormFields): Generator<MetadataError> {
  const field = "classifier";
  for (const value of fields.meaningful("classifiers")) {
    const verdict = judgeClassifier(value);
    if (verdict.kind === "unknown") {
      const message = `${pythonRepr(value)} is not a valid classifier`;
      yield { field, reason: "unknown-classifier", message };
    } else if (verdict.kind === "deprecated") {
      const instead =
        verdict.replacements.length === 0
          ? "has been deprecated"
          : `has been deprecated, use one of ${pythonListRepr(verdict.replacements)} instead`;
      const message = `The classifier ${pythonRepr(value)} ${instead}`;
      yield { field, reason: "deprecated-classifier", message };
    }
  }
}

/** One of three media types; UTF-8 only; Markdown in one of two variants. */
export function* descriptionContentType(fields: FormFields): Generator<MetadataError> {
  const value = single(fields, "description_content_type");
  if (value === null) return;
  const [type = "", ...rest] = value.split(";").map((part) => part.trim());
  if (!CONTENT_TYPES.includes(type.toLowerCase())) {
    const message = `'description-content-type' must be one of ${pythonListRepr(CONTENT_TYPES)}, not ${pythonRepr(value)}`;
    yield contentTypeError(message);
    return;
  }
  const parameters = new Map(rest.map((part) => splitParameter(part)));
  const charset = parameters.get("charset") ?? "UTF-8";
  if (charset !== "UTF-8") {
    yield contentTypeError(
      `'description-content-type' can only specify the UTF-8 charset, not ${pythonRepr(charset)}`,
    );
  }
  const variant = parameters.get("variant") ?? "GFM";
  if (type.toLowerCase() === "text/markdown" && !VARIANTS.includes(variant)) {
    yield contentTypeError(
      `valid Markdown variants for 'description-content-type' are ${pythonListRepr(VARIANTS)}, not ${pythonRepr(variant)}`,
    );
  }
}

/** The first address of each e-mail field; what is no address at all is let through, as PyPI does. */
export function* emails(fields: FormFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["author_email", "author-email"],
    ["maintainer_email", "maintainer-email"],
  ] as const) {
    const address = firstAddress(single(fields, form) ?? "");
    const why = address === null ? null : addressProblem(address);
    if (why === null) continue;
    const message = `${pythonRepr(address ?? "")} is not a valid email address: ${why}`;
    yield { field, reason: "invalid-email", message };
  }
}

function summaryError(message: string): MetadataError {
  return { field: "summary", reason: "invalid-summary", message };
}

function contentTypeError(message: string): MetadataError {
  return { field: "description-content-type", reason: "description-content-type", message };
}

function splitParameter(part: string): [name: string, value: string] {
  const at = part.indexOf("=");
  if (at < 0) return [part.toLowerCase(), ""];
  return [
    part.slice(0, at).trim().toLowerCase(),
    part
      .slice(at + 1)
      .trim()
      .replaceAll('"', ""),
  ];
}

function firstAddress(value: string): string | null {
  const bracketed = /<([^>]*)>/.exec(value)?.[1];
  const first = (bracketed ?? value.split(",")[0] ?? "").trim();
  return first === "" || first.endsWith("@") ? null : first;
}

function addressProblem(address: string): string | null {
  const at = address.lastIndexOf("@");
  if (at < 0) return "An email address must have an @-sign.";
  if (at === 0) return "There must be something before the @-sign.";
  if (!address.slice(at + 1).includes(".")) {
    return "The part after the @-sign is not valid. It should have a period.";
  }
  return null;
}
