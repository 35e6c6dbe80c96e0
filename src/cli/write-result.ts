import { dirname } from "node:path";
import { fault } from "../findings/fault.ts";
import type { Files } from "../ports/files.ts";

/** Why a file that the user names cannot be written; other errors are not the user's. */
const REASONS: Readonly<Record<string, (path: string) => string>> = {
  EACCES: () => "permission denied",
  EEXIST: (path) => `${path} is not a directory`,
  EISDIR: () => "it is a directory",
  ENOENT: (path) => `there is no directory ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is not a directory`,
  EPERM: () => "permission denied",
  EROFS: () => "the file system is read-only",
};

/**
 * Writes a file that the user names: through a link, into a device or pipe (`/dev/stdout`) instead of in its place. Throws
 * `usage/cannot-write`.
 */
export async function writeResult(
  path: string,
  content: string,
  files: Pick<Files, "append" | "realPath" | "stat" | "write">,
): Promise<void> {
  try {
    const target = await files.realPath(path).catch(() => path);
    const kind = (await files.stat(target))?.kind;
    if (kind === "directory") throw fault("usage/cannot-write", { file: path, reason: "it is a directory" });
    if (kind === "other") await files.append(target, content);
    else await files.write(target, content);
  } catch (error) {
    const reason = unwritableReason(error, path);
    if (reason === null) throw error;
    throw fault("usage/cannot-write", { file: path, reason }, { cause: error });
  }
}

/** Why a path cannot be written; null: the error is not about the path. */
export function unwritableReason(error: unknown, path: string): string | null {
  return REASONS[(error as NodeJS.ErrnoException).code ?? ""]?.(path) ?? null;
}
