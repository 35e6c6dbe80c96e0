import type { ArchiveProblem } from "./archive/archive.ts";

/** PyPI's answers to a bad archive (spec: refusals, section 6), word for word; `<pypi-docs>` stands for its manual. */
const SEE = "See <pypi-docs>/archives for more information";

/** An answer with the sentence that they all begin with. */
export function invalidFile(detail: string): string {
  return `Invalid distribution file. ${detail}`;
}

/** The beginning of what is said where PyPI has no words of its own. */
export const PYPI_CRASHES = "PyPI fails on such a file with an internal error (HTTP 500)";

/** No answer of PyPI's, whose code ends with an error of its own (HTTP 500): such a file can never be uploaded. */
export function crashes(error: string): string {
  return invalidFile(`${PYPI_CRASHES}: ${error}`);
}

/** Refusal 6.9: one of the reasons of PyPI's own zip examination. */
export function zipRefused(reason: string): string {
  return invalidFile(`ZIP archive not accepted: ${reason}. ${SEE}`);
}

/** Refusal 6.7. */
export const SPARSE_REFUSED: string = invalidFile(
  `tar archive not accepted: Sparse members are not allowed. ${SEE}`,
);

/** Refusal 6.10: damage that shows while PyPI reads; the word really is `None`. */
export const DAMAGE_REFUSED: string = invalidFile("None");

/** Refusal 6.2. */
export const NOT_A_ZIP: string = invalidFile("File is not a zipfile");

/** Refusal 6.2. */
export const NOT_A_TAR: string = invalidFile("File is not a tarfile");

/** Refusal 6.1, as the problem that it is in either kind of file. */
export const ZIP_AND_TAR: ArchiveProblem = {
  code: "A002",
  slug: "zip-and-tar",
  message: "The file can be read as a zip and as a tar archive.",
  pypi: invalidFile("File is both a zip and a tar file"),
};
