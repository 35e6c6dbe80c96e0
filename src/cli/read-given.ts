import { fault } from "../findings/fault.ts";
import type { Files } from "../ports/files.ts";

/** The text of a file that an option names. Throws `usage/cannot-read`. */
export async function readGiven(file: string, files: Pick<Files, "readText">): Promise<string> {
  try {
    return await files.readText(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      EACCES: "permission denied",
      EISDIR: "it is a directory",
      ENOENT: "there is no such file",
      ENOTDIR: "there is no such file",
    };
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw fault("usage/cannot-read", { file, reason }, { cause: error });
  }
}
