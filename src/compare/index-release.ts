import { createHash } from "node:crypto";
import { join } from "node:path";
import { isFileOf, parseFileName } from "../distribution/file-names.ts";
import { fault } from "../findings/fault.ts";
import { pageReader, type PageReader, type ProjectPage } from "../index-client/page-reader.ts";
import type { RemoteFile } from "../index-client/simple-page.ts";
import { outerIndexes } from "../index-client/upstream-indexes.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { normalizeName } from "../version/names.ts";
import { learnCalendar, type DatedRelease } from "../versioning/calendar/learn-calendar.ts";
import { compareVersions, isPrerelease, parseVersion, type Version } from "../version/pep440.ts";
import { openFile } from "./open-files.ts";
import type { ListedSide, SideFile, SidePorts } from "./side.ts";

/** A project as one of the user's indexes has it. */
interface FoundProject {
  readonly index: string;
  readonly reader: PageReader;
  readonly page: ProjectPage;
}

/** A release of the user's own index. Throws `compare/no-such-release`, `compare/index-unreachable`. */
export async function indexRelease(
  name: string,
  version: string,
  ports: SidePorts,
): Promise<Omit<ListedSide, "label">> {
  const found = await findProject(name, ports);
  const release = `${name} ${version}`;
  if (typeof found === "string") throw fault("compare/no-such-release", { release, index: found, known: "" });
  const files = found.page.files.filter(({ fileName }) => isFileOf(fileName, version));
  if (files.length === 0) {
    const known = versionsOf(found.page)
      .slice(0, 5)
      .map(({ text }) => text)
      .join(", ");
    throw fault("compare/no-such-release", { release, index: found.index, known });
  }
  return listed(found, files, ports);
}

/** The newest final release below a version on the user's own index; null: there is none. */
export async function releaseBefore(
  name: string,
  version: string,
  ports: SidePorts,
): Promise<ListedSide | null> {
  const current = parseVersion(version);
  if (current === null) return null;
  const [last] = (await finalReleases(name, (each) => compareVersions(each, current) < 0, 1, ports)) ?? [];
  return last ?? null;
}

/** The newest final releases of a project on the user's own index; null: no index has the project. */
export async function newestReleases(
  name: string,
  count: number,
  ports: SidePorts,
): Promise<readonly ListedSide[] | null> {
  return finalReleases(name, () => true, count, ports);
}

async function finalReleases(
  name: string,
  admits: (version: Version) => boolean,
  count: number,
  ports: SidePorts,
): Promise<readonly ListedSide[] | null> {
  const found = await findProject(name, ports);
  if (typeof found === "string") return null;
  return versionsOf(found.page)
    .filter((each) => !isPrerelease(each.version) && admits(each.version))
    .slice(0, count)
    .map(({ text }) => {
      const files = found.page.files.filter((file) => isFileOf(file.fileName, text) && !file.yanked);
      return { label: `${name}==${text}`, ...listed(found, files, ports) };
    });
}

/** Where the project is, the first index of the user's that has it; else the indexes that were asked. */
async function findProject(name: string, ports: SidePorts): Promise<FoundProject | string> {
  const configuration = await readIndexConfiguration(ports);
  const indexes = outerIndexes(configuration);
  for (const index of indexes) {
    const shown = configuration.default === null && index.id === "default" ? "PyPI" : index.url;
    try {
      const reader = await pageReader(index, configuration, ports);
      const page = await reader.project(normalizeName(name));
      if (page !== null) return { index: shown, reader, page };
    } catch (error) {
      ports.signal.throwIfAborted();
      throw fault("compare/index-unreachable", { index: shown, reason: (error as Error).message });
    }
  }
  return configuration.default === null ? "PyPI" : indexes.map(({ url }) => url).join(", ");
}

/** Versions that have a file which is not yanked, the newest first. */
function versionsOf({ files }: ProjectPage): readonly { readonly text: string; readonly version: Version }[] {
  const found = new Map<string, Version>();
  for (const { fileName, yanked } of files) {
    const parsed = parseFileName(fileName);
    const version = yanked || parsed.kind === "invalid" ? null : parseVersion(parsed.version);
    if (version !== null && parsed.kind !== "invalid") found.set(parsed.version, version);
  }
  return [...found]
    .map(([text, version]) => ({ text, version }))
    .toSorted((a, b) => compareVersions(b.version, a.version));
}

function listed(
  found: FoundProject,
  files: readonly RemoteFile[],
  ports: SidePorts,
): Omit<ListedSide, "label"> {
  return {
    isWhole: true,
    isCalendar: followsCalendar(found.page),
    files: files.flatMap(({ fileName, size }): readonly SideFile[] => {
      const { kind } = parseFileName(fileName);
      return kind === "invalid" ? [] : [{ fileName, kind, size }];
    }),
    open: async (fileName) => {
      const file = files.find((each) => each.fileName === fileName);
      if (file === undefined) throw new Error(`${fileName} is not a file of the page`);
      return openFile(await download(found, file, ports), ports.files);
    },
  };
}

/** Two numbers are a year where the last releases were uploaded in it. */
function followsCalendar({ files }: ProjectPage): boolean {
  const releases = new Map<string, DatedRelease>();
  for (const { fileName, uploadTime } of files) {
    const parsed = parseFileName(fileName);
    const version = parsed.kind === "invalid" ? null : parseVersion(parsed.version);
    if (version === null || parsed.kind === "invalid" || isPrerelease(version)) continue;
    releases.set(parsed.version, { text: parsed.version, version, date: uploadTime });
  }
  return learnCalendar([...releases.values()]) !== null;
}

async function download(
  { index, reader, page }: FoundProject,
  file: RemoteFile,
  { files, signal }: SidePorts,
): Promise<string> {
  const path = join(await files.temporaryDirectory("release"), file.fileName);
  const hash = createHash("sha256");
  async function* hashed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await reader.download(page, file, (body) => files.writeStream(path, hashed(body)));
  } catch (error) {
    signal.throwIfAborted();
    throw fault("compare/index-unreachable", {
      index,
      reason: `${file.fileName}: ${(error as Error).message}`,
    });
  }
  if (file.sha256 !== "" && hash.digest("hex") !== file.sha256)
    throw fault("compare/unreadable", {
      file: file.fileName,
      reason: `${index} gave other bytes than its page says`,
    });
  return path;
}
