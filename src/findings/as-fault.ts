import { Fault, fault } from "./fault.ts";

/**
 * Faults as they are; a full disk, a file that may not be written, and a directory in the place of a file become one,
 * wherever they show. Null: a bug.
 */
export function asFault(error: unknown): Fault | null {
  if (error instanceof Fault) return error;
  const { code, path, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === "uv_cwd") return fault("usage/no-working-directory", {}, { cause: error });
  if (code === "ENOSPC" || code === "EDQUOT") {
    return fault(
      "run/disk-full",
      { reason: message ?? code, directory: path ?? "the output directory" },
      { cause: error },
    );
  }
  if (code === "EROFS" || code === "EACCES" || code === "EPERM") {
    return fault(
      "run/output-unwritable",
      { reason: message ?? code, directory: path ?? "a directory" },
      { cause: error },
    );
  }
  const misplaced = code === undefined ? undefined : MISPLACED[code];
  if (misplaced !== undefined)
    return fault("run/misplaced", { file: path ?? "a file", how: misplaced }, { cause: error });
  return null;
}

/** A directory where a file should be, or the other way round, or a name that the file system does not take. */
const MISPLACED: Readonly<Record<string, string>> = {
  EISDIR: "is a directory",
  ENOTDIR: "is below a file, or is no directory",
  ELOOP: "is a link that leads to itself",
  ENAMETOOLONG: "has a name that is too long",
};

/** What ended because the run was interrupted: as a release tells what is known of it, else without more words. */
export function asInterruption(error: unknown): Fault {
  const isTold =
    error instanceof Fault && (error.code === "release/interrupted" || error.code === "run/interrupted");
  return isTold ? error : fault("run/interrupted", {}, { cause: error });
}
