import type { Distribution } from "../distribution.ts";
import { metadataFormValues } from "./form-fields.ts";

/** The part of a distribution that its form is made of. */
export type FormSource = Pick<Distribution, "kind" | "parsed" | "digests" | "metadata">;

/** A field of the form; repeated for a list. */
export type FormField = readonly [name: string, value: string];

/**
 * The fields of a file's upload, from its own metadata: what an uploader sends, and what an index that gets the file
 * alone (PEP 694) takes from it. One digest is enough for PyPI, and SHA-256 is the one that is known already: nothing is
 * read twice. `alwaysSent` names fields that an index wants even when they are empty.
 */
export function uploadFields(file: FormSource, alwaysSent: readonly string[] = []): readonly FormField[] {
  const { metadata, parsed } = file;
  const fallback = parsed.kind === "invalid" ? { name: "", version: "" } : parsed;
  const fields: readonly FormField[] = [
    [":action", "file_upload"],
    ["protocol_version", "1"],
    ["filetype", file.kind === "wheel" ? "bdist_wheel" : "sdist"],
    ["pyversion", parsed.kind === "wheel" ? parsed.pythonTag : file.kind === "wheel" ? "py3" : "source"],
    ["sha256_digest", file.digests.sha256],
  ];
  if (metadata === null) {
    const names = [
      ["metadata_version", "2.1"],
      ["name", fallback.name],
      ["version", fallback.version],
    ] as const;
    return [...fields, ...names];
  }
  const own = metadataFormValues(metadata);
  const empty = alwaysSent.filter((form) => !own.some(([name]) => name === form));
  return [...fields, ...own, ...empty.map((form) => [form, ""] as const)];
}
