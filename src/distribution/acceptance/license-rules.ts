import { canonicalLicenseExpression } from "../metadata/license-expression.ts";
import { pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** An SPDX expression. */
export function* licenseExpression(fields: UploadFields): Generator<MetadataError> {
  const expression = single(fields, "license_expression");
  if (expression === null) return;
  if (canonicalLicenseExpression(expression) !== null) return;
  const message = `${pythonRepr(expression)} is invalid for 'license-expression'`;
  yield { field: "license-expression", reason: "invalid-license-expression", value: expression, message };
}

/** `License` and `License-Expression` exclude each other. */
export function* licenseTwice(fields: UploadFields): Generator<MetadataError> {
  const value = single(fields, "license");
  if (value === null || single(fields, "license_expression") === null) return;
  const message =
    "License is deprecated when License-Expression is present. Only License-Expression should be present";
  yield { field: "license", reason: "license-and-expression", value, message };
}

/** License files: resolved, relative paths with forward slashes that stay inside. */
export function* licenseFiles(fields: UploadFields): Generator<MetadataError> {
  for (const path of fields.meaningful("license_file")) {
    const why = licensePathProblem(path);
    if (why === null) continue;
    const message = `${pythonRepr(path)} is invalid for 'license-file', ${why}`;
    yield { field: "license-file", reason: "invalid-license-file", value: path, message };
  }
}

/** Why PyPI rejects the path of a license file; null when it takes it. */
export function licensePathProblem(path: string): string | null {
  if (path.includes("..")) return "parent directory indicators are not allowed";
  if (path.includes("*")) return "paths must be resolved";
  if (path.startsWith("/") || /^(?:[a-z]:)?\\/i.test(path) || /^[a-z]:\//i.test(path))
    return "paths must be relative";
  const drive = /^[a-z]:/i.exec(path)?.[0] ?? "";
  const parts = path
    .slice(drive.length)
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  return drive + (parts.join("/") || (drive === "" ? "." : "")) === path
    ? null
    : "paths must use '/' delimiter";
}
