import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import type { TrackedFile } from "./git-state.ts";

/** Folders that no release is made of: version control, caches, environments, outputs. */
const IGNORED =
  /^(\.git|\.hg|\.svn|__pycache__|\.venv|venv|\.tox|\.nox|\.mypy_cache|\.pytest_cache|\.ruff_cache|node_modules|\.eggs|.*\.egg-info|build|dist)$/;

/** A tree without git is a project, not a home directory. */
const MAX_FILES = 200_000;

/** The files of a plain directory, caches and version control left out. */
export async function listDirectory(
  root: string,
  ports: Pick<Ports, "files">,
): Promise<readonly TrackedFile[]> {
  const found: TrackedFile[] = [];

  async function walk(directory: string, prefix: string): Promise<void> {
    const entries = await ports.files.list(directory).catch((error: unknown) => {
      const reason = (error as { code?: string }).code ?? String(error);
      throw fault("config/unreadable", { file: directory, reason }, { cause: error });
    });
    for (const { name, kind } of entries) {
      const path = prefix + name;
      if (found.length > MAX_FILES)
        throw fault("config/too-many-files", { directory: root, limit: MAX_FILES });
      if (kind === "directory") {
        if (!IGNORED.test(name)) await walk(join(directory, name), `${path}/`);
      } else if (kind === "symlink") found.push({ path, executable: false, kind: "symlink" });
      else if (kind === "file" && !name.endsWith(".pyc")) {
        found.push({ path, executable: false, kind: "file" });
      }
    }
  }

  await walk(root, "");
  return found;
}
