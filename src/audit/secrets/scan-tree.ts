import { join } from "node:path";
import { mayHoldSecret } from "../../check/rules/leaks/credential-prefixes.ts";
import { findSecrets } from "../../check/rules/leaks/secrets.ts";
import { holdsSecret, isSample, SECRET_NAME } from "../../check/views/released-files.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { runGit, type HistoryPorts } from "./git-objects.ts";
import type { HistorySecret } from "./scan-history.ts";

const MAX_FILE = 4 * 2 ** 20;

/** Looks for credentials in the files that no commit has: changed and new ones, or all of a plain directory. */
export async function scanTree(
  tree: Pick<SourceTree, "root" | "git" | "files">,
  ports: HistoryPorts & Pick<Ports, "files">,
): Promise<readonly HistorySecret[]> {
  const secrets: HistorySecret[] = [];
  for (const path of await uncommitted()) {
    const full = join(tree.root, path);
    const stat = await ports.files.stat(full);
    if (stat?.kind !== "file" || stat.size > MAX_FILE) continue;
    const bytes = await ports.files.read(full);
    const where = { path, commit: null, isInTree: true, isSample: isSample(path) };
    if (SECRET_NAME.test(path) && !where.isSample && holdsSecret(path, bytes)) {
      secrets.push({ ...where, kind: "a file of secrets by its name", masked: "", line: null });
    } else if (mayHoldSecret(bytes)) {
      for (const each of await findSecrets(Buffer.from(bytes).toString("latin1")))
        secrets.push({ ...where, ...each });
    }
  }
  return secrets;

  async function uncommitted(): Promise<readonly string[]> {
    if (tree.git === null) return tree.files.map(({ path }) => path);
    const listed = await runGit(tree.root, ["ls-files", "-z", "-m", "-o", "--exclude-standard"], ports);
    return [...new Set(listed.stdout.split("\0"))].filter((path) => path !== "");
  }
}
