import { join } from "node:path";
import { parseInfoFolder } from "../../distribution/file-names.ts";
import type { Ports } from "../../ports/ports.ts";
import { normalizeName } from "../../version/names.ts";
import type { PreparedEnvironment } from "../request.ts";
import type { InstalledSize } from "../trial.ts";

/** What is installed in an environment. */
export interface Installed {
  readonly sitePackages: string;
  /** The release's `*.dist-info` directory name, or null when it is not there. */
  readonly distInfo: string | null;
  /** The version that this directory's name carries. */
  readonly version: string | null;
  /** The installer's own mark (`INSTALLER`). */
  readonly installer: string | null;
  /** Set when it came by a direct URL and not from an index (`direct_url.json`). */
  readonly directUrl: boolean;
  /** Files of the release, paths relative to site-packages with `/` (`../../../bin/x` for scripts), and their digests. */
  readonly files: ReadonlyMap<string, string>;
  /** Other distributions, `name==version`, sorted. */
  readonly dependencies: readonly string[];
  /** The same and the release itself, with their sizes; the largest first. */
  readonly footprint: readonly InstalledSize[];
}

/** Reads an environment after the installation and digests every file that the release put there. */
export async function readInstalled(
  environment: Pick<PreparedEnvironment, "environment">,
  name: string,
  ports: Pick<Ports, "files">,
): Promise<Installed> {
  const sitePackages = await findSitePackages(environment.environment, ports);
  const wanted = normalizeName(name);
  const dependencies: string[] = [];
  const sizes: Promise<InstalledSize>[] = [];
  let distInfo: string | null = null;
  let version: string | null = null;
  for (const entry of await ports.files.list(sitePackages)) {
    const found = parseInfoFolder(entry.name);
    if (found === null) continue;
    const record = join(sitePackages, entry.name, "RECORD");
    sizes.push(sizeOf(found.name, found.version, record, ports));
    if (found.name === wanted) [distInfo, version] = [entry.name, found.version];
    else dependencies.push(`${found.name}==${found.version}`);
  }
  dependencies.sort();
  const footprint = (await Promise.all(sizes)).toSorted((a, b) => b.bytes - a.bytes);
  if (distInfo === null)
    return {
      sitePackages,
      distInfo,
      version,
      installer: null,
      directUrl: false,
      files: new Map(),
      dependencies,
      footprint,
    };
  const [files, installer, directUrl] = await Promise.all([
    digestFiles(sitePackages, distInfo, ports),
    readOptional(join(sitePackages, distInfo, "INSTALLER"), ports),
    ports.files.stat(join(sitePackages, distInfo, "direct_url.json")),
  ]);
  return {
    sitePackages,
    distInfo,
    version,
    installer: installer?.trim() ?? null,
    directUrl: directUrl !== null,
    files,
    dependencies,
    footprint,
  };
}

async function sizeOf(
  name: string,
  version: string,
  record: string,
  ports: Pick<Ports, "files">,
): Promise<InstalledSize> {
  const sizes = recordSizes((await readOptional(record, ports)) ?? "");
  return { name, version, files: sizes.length, bytes: sizes.reduce((sum, each) => sum + each, 0) };
}

/** The last column of RECORD, of every file that has one. */
export function recordSizes(record: string): readonly number[] {
  return [...record.matchAll(/,(\d+)\r?$/gm)].map((match) => Number(match[1]));
}

/** Where an environment keeps what is installed, on every system. */
export async function findSitePackages(environment: string, ports: Pick<Ports, "files">): Promise<string> {
  const windows = join(environment, "Lib", "site-packages");
  if ((await ports.files.stat(windows)) !== null) return windows;
  const lib = join(environment, "lib");
  for (const entry of await ports.files.list(lib)) {
    const candidate = join(lib, entry.name, "site-packages");
    if (entry.kind === "directory" && (await ports.files.stat(candidate)) !== null) return candidate;
  }
  throw new Error(`no site-packages below ${environment}`);
}

async function digestFiles(
  sitePackages: string,
  distInfo: string,
  ports: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  const record = (await readOptional(join(sitePackages, distInfo, "RECORD"), ports)) ?? "";
  const files = new Map<string, string>();
  for (const path of recordPaths(record)) {
    if (path.includes("__pycache__/")) continue;
    const absolute = join(sitePackages, path);
    const stat = await ports.files.stat(absolute);
    if (stat !== null && stat.kind !== "directory") files.set(path, await ports.files.sha256(absolute));
  }
  return files;
}

/** The first column of RECORD (a CSV file), with `/` between names. */
export function recordPaths(record: string): readonly string[] {
  const paths: string[] = [];
  for (const line of record.split(/\r?\n/)) {
    if (line === "") continue;
    const quoted = /^"((?:[^"]|"")*)"/.exec(line);
    const path = quoted?.[1] === undefined ? (line.split(",", 1)[0] ?? "") : quoted[1].replaceAll('""', '"');
    if (path !== "") paths.push(path.replaceAll("\\", "/"));
  }
  return paths;
}

async function readOptional(path: string, ports: Pick<Ports, "files">): Promise<string | null> {
  return (await ports.files.stat(path)) === null ? null : ports.files.readText(path);
}
