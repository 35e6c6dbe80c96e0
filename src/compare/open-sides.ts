import { parseFileName } from "../distribution/file-names.ts";
import { fault } from "../findings/fault.ts";
import { normalizeName } from "../version/names.ts";
import type { ListedSide, OpenedFile, Side, SideFile } from "./side.ts";

/** Both releases, opened. */
export interface OpenedSides extends AsyncDisposable {
  readonly before: Side;
  readonly after: Side;
}

/**
 * Opens of two releases the wheel that both have, and both sdists. Throws `compare/different-projects`,
 * `compare/unreadable`, `compare/index-unreachable`.
 */
export async function openSides(before: ListedSide, after: ListedSide): Promise<OpenedSides> {
  const opened: Partial<AsyncDisposable>[] = [];
  const dispose = async (): Promise<void> => {
    for (const each of opened) await each[Symbol.asyncDispose]?.();
  };
  const open = async (side: ListedSide, file: SideFile | undefined): Promise<OpenedFile | null> => {
    if (file === undefined) return null;
    const distribution = await side.open(file.fileName);
    opened.push(distribution);
    return distribution;
  };
  try {
    const wheels = wheelPair(before.files, after.files);
    const sdists = [before, after].map(({ files }) => files.find(({ kind }) => kind === "sdist"));
    const [first, second] = [
      sideOf(before, await open(before, wheels[0]), await open(before, sdists[0])),
      sideOf(after, await open(after, wheels[1]), await open(after, sdists[1])),
    ];
    if (normalizeName(first.project) !== normalizeName(second.project))
      throw fault("compare/different-projects", { before: first.project, after: second.project });
    return { before: first, after: second, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function sideOf(
  { label, files, isWhole }: ListedSide,
  wheel: OpenedFile | null,
  sdist: OpenedFile | null,
): Side {
  const metadata = (wheel ?? sdist)?.metadata ?? null;
  if (metadata === null) throw fault("compare/nothing-there", { path: label });
  return { label, project: metadata.name, version: metadata.version, files, isWhole, wheel, sdist };
}

/** The wheels for the same machines, a pure one first; where no two are, the first of each. */
export function wheelPair(
  before: readonly SideFile[],
  after: readonly SideFile[],
): readonly [SideFile | undefined, SideFile | undefined] {
  const [old, now] = [wheelsOf(before), wheelsOf(after)];
  const shared = now.find(({ tags }) => old.some((each) => each.tags === tags));
  if (shared === undefined) return [old[0]?.file, now[0]?.file];
  return [old.find(({ tags }) => tags === shared.tags)?.file, shared.file];
}

function wheelsOf(files: readonly SideFile[]): readonly { readonly file: SideFile; readonly tags: string }[] {
  return files
    .filter(({ kind }) => kind === "wheel")
    .map((file) => {
      const parsed = parseFileName(file.fileName);
      return { file, tags: parsed.kind === "wheel" ? parsed.tags.join() : "" };
    })
    .toSorted((a, b) => place(a.tags) - place(b.tags));
}

/** Most people's machines first. */
function place(tags: string): number {
  const order = [/-any\b/, /manylinux.*x86_64/, /linux/, /macosx/, /win/];
  const at = order.findIndex((each) => each.test(tags));
  return at === -1 ? order.length : at;
}
