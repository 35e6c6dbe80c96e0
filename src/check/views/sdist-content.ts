import type { Distribution } from "../../distribution/distribution.ts";
import { parseTomlFile, type TomlFile } from "../../tree/formats/toml-file.ts";

/** The top folder of an sdist. */
export function topFolder(sdist: Distribution): string {
  return sdist.entries[0]?.name.split("/")[0] ?? "";
}

/** Paths of an sdist's files below its top folder. */
export function sdistPaths(sdist: Distribution): ReadonlySet<string> {
  const top = `${topFolder(sdist)}/`;
  return new Set(
    sdist.entries.flatMap(({ name, kind }) =>
      kind !== "directory" && name.startsWith(top) ? [name.slice(top.length)] : [],
    ),
  );
}

/** The text of a member below the top folder; null when it is absent or larger than 1 MiB. */
export async function sdistText(sdist: Distribution, path: string): Promise<string | null> {
  const bytes = await sdist.read(`${topFolder(sdist)}/${path}`, 1 << 20).catch(() => null);
  return bytes === null ? null : Buffer.from(bytes).toString("utf8");
}

/** The pyproject.toml of an sdist; null when it is absent or cannot be read. */
export async function sdistPyproject(sdist: Distribution): Promise<TomlFile | null> {
  const text = await sdistText(sdist, "pyproject.toml");
  if (text === null) return null;
  try {
    return parseTomlFile("pyproject.toml", Buffer.from(text));
  } catch {
    return null;
  }
}

/** Files that builds write themselves: nobody expects them in git, or the same everywhere. */
export function isGenerated(path: string): boolean {
  return /(^|\/)(PKG-INFO|setup\.cfg|pyproject\.toml\.orig|Cargo\.lock|\.git_archival\.txt|_?_?version(_?info)?_?_?\.(py|pyi|txt)|_?_?about_?_?\.py|_?git_?version\.py|_?build_?info\.py|__config__\.py|[^/]*_pb2(_grpc)?\.pyi?|[^/]*\.(c|cpp|so|pyd|mo))$|\.(egg|dist)-info\//i.test(
    path,
  );
}
