import { basename, join, resolve } from "node:path";
import { parseFileName } from "../distribution/file-names.ts";
import { fault } from "../findings/fault.ts";
import { normalizeName } from "../version/names.ts";
import { indexRelease, newestReleases, releaseBefore } from "./index-release.ts";
import { openFile, openFolder } from "./open-files.ts";
import type { ListedSide, SideFile, SidePorts } from "./side.ts";

/** Where the names of a command line lead. */
export interface SidePlace {
  readonly directory: string;
  readonly offline: boolean;
}

const RELEASE = /^(?<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*==\s*(?<version>[^\s=]+)$/;
const NAME = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;
const DISTRIBUTION = /\.(?:whl|tar\.gz|zip)$/;

/**
 * Lists a release: a file, a folder of files, an unpacked wheel or sdist, or `NAME==VERSION` of the user's index, of which
 * `NAME` alone is the newest final one. Throws `compare/…`.
 */
export async function listSide(
  text: string,
  { directory, offline }: SidePlace,
  ports: SidePorts,
): Promise<ListedSide> {
  const { name, version } = RELEASE.exec(text)?.groups ?? {};
  if (name !== undefined && version !== undefined) {
    if (offline) throw fault("compare/offline", { release: text });
    return { label: text, ...(await indexRelease(name, version, ports)) };
  }
  const path = await ports.files.realPath(resolve(directory, text)).catch(() => null);
  const stat = path === null ? null : await ports.files.stat(path);
  if (path === null || stat === null) {
    const [newest] = await releasesOfName(text, 1, offline, ports);
    if (newest === undefined) throw fault("compare/no-such-side", { text });
    return newest;
  }
  if (stat.kind === "file") return listFiles(text, [path], false, ports);
  return listFolder(text, path, ports);
}

/**
 * Both sides of which only one is named: a project's last two releases, or what is here and the last release before it.
 * Throws as {@link listSide}.
 */
export async function listWithBefore(
  text: string,
  place: SidePlace,
  ports: SidePorts,
): Promise<readonly [ListedSide, ListedSide]> {
  const isHere = (await ports.files.stat(resolve(place.directory, text)).catch(() => null)) !== null;
  if (!isHere && NAME.test(text) && !DISTRIBUTION.test(text)) {
    const [newest, before] = await releasesOfName(text, 2, place.offline, ports);
    if (newest === undefined) throw fault("compare/no-such-side", { text });
    if (before === undefined) throw fault("compare/nothing-before", { release: newest.label });
    return [before, newest];
  }
  const after = await listSide(text, place, ports);
  const parsed = after.files
    .map(({ fileName }) => parseFileName(fileName))
    .find(({ kind }) => kind !== "invalid");
  if (parsed === undefined || parsed.kind === "invalid")
    throw fault("compare/nothing-before", { release: text });
  const release = `${parsed.name} ${parsed.version}`;
  if (place.offline) throw fault("compare/offline", { release: `the release before ${release}` });
  const before = await releaseBefore(normalizeName(parsed.name), parsed.version, ports);
  if (before === null) throw fault("compare/nothing-before", { release });
  return [before, after];
}

/** The newest releases of a project that the user names without a version; none where it is not a name. */
async function releasesOfName(
  text: string,
  count: number,
  offline: boolean,
  ports: SidePorts,
): Promise<readonly ListedSide[]> {
  if (!NAME.test(text) || DISTRIBUTION.test(text) || offline) return [];
  return (await newestReleases(text, count, ports)) ?? [];
}

async function listFolder(label: string, directory: string, ports: SidePorts): Promise<ListedSide> {
  const names = (await ports.files.list(directory))
    .map(({ name }) => name)
    .filter((name) => DISTRIBUTION.test(name));
  const releases = new Map(
    names.flatMap((name) => {
      const parsed = parseFileName(name);
      return parsed.kind === "invalid" ? [] : [[`${parsed.name} ${parsed.version}`, name] as const];
    }),
  );
  if (releases.size > 1)
    throw fault("compare/several-releases", {
      path: label,
      releases: [...releases.keys()].join(", "),
      example: join(label, [...releases.values()][0] ?? ""),
    });
  if (names.length > 0)
    return listFiles(
      label,
      names.map((name) => join(directory, name)),
      true,
      ports,
    );
  const opened = await openFolder(directory, ports.files);
  if (opened === null) throw fault("compare/nothing-there", { path: label });
  const file = { fileName: opened.fileName, kind: opened.kind, size: null };
  return { label, files: [file], isWhole: false, open: () => Promise.resolve(opened) };
}

async function listFiles(
  label: string,
  paths: readonly string[],
  isWhole: boolean,
  { files }: SidePorts,
): Promise<ListedSide> {
  const byName = new Map(paths.map((path) => [basename(path), path]));
  const listed = await Promise.all(
    [...byName].map(async ([fileName, path]): Promise<SideFile> => {
      const kind = fileName.endsWith(".whl") ? "wheel" : "sdist";
      return { fileName, kind, size: (await files.stat(path))?.size ?? null };
    }),
  );
  return { label, files: listed, isWhole, open: (fileName) => openFile(byName.get(fileName) ?? "", files) };
}
