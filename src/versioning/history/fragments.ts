import { join } from "node:path";
import { parse } from "smol-toml";
import type { Files } from "../../ports/files.ts";

/** Names of the news fragments: in towncrier's directory as configured, else in `changelog.d`. */
export async function readFragments(
  projectDirectory: string,
  pyproject: Readonly<Record<string, unknown>>,
  files: Pick<Files, "list" | "readText">,
): Promise<readonly string[]> {
  const tool = (pyproject["tool"] ?? {}) as Readonly<Record<string, { readonly directory?: unknown }>>;
  const configured =
    tool["towncrier"]?.directory || (await directoryOf(join(projectDirectory, "towncrier.toml"), files));
  const directory = join(projectDirectory, typeof configured === "string" ? configured : "changelog.d");
  const entries = await files.list(directory).catch(() => []);
  return entries.filter((entry) => entry.kind !== "directory").map((entry) => entry.name);
}

async function directoryOf(path: string, files: Pick<Files, "readText">): Promise<unknown> {
  try {
    return parse(await files.readText(path))["directory"];
  } catch {
    return null;
  }
}
