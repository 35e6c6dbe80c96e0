import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { BuildRequest } from "../build-request.ts";
import type { Exported } from "./export.ts";
import { tryGit } from "../git-command.ts";

/**
 * Writes texts into an export. Its git is told to take them for unchanged: a tool that reads the version from git would
 * call the build a changed one.
 */
export async function editExport(
  { root, project }: Pick<Exported, "root" | "project">,
  edits: NonNullable<BuildRequest["edits"]>,
  ports: Pick<Ports, "processes" | "files" | "environment" | "signal">,
): Promise<void> {
  const paths: string[] = [];
  for (const { path, text } of edits) {
    const place = join(project, path);
    const mode = (await ports.files.stat(place))?.mode;
    await ports.files.write(place, text, mode === undefined ? {} : { mode });
    paths.push(place);
  }
  const isRepository = (await ports.files.stat(join(root, ".git"))) !== null;
  if (isRepository && paths.length > 0)
    await tryGit(root, ["update-index", "--assume-unchanged", "--", ...paths], ports);
}
