import { tryGit } from "../../build/git-command.ts";
import type { Ports } from "../../ports/ports.ts";
import { readSetupPy } from "../../tree/setup-py.ts";
import { parseTomlFile } from "../../tree/formats/toml-file.ts";
import { compareVersions, parseVersion } from "../../version/pep440.ts";
import { sameVersion } from "../../version/same-version.ts";

/** A tag: the version that it means, and the one that its tree states. */
export interface TagVersion {
  readonly tag: string;
  readonly version: string;
  /** Null when the tree states none that can be read. */
  readonly stated: string | null;
  readonly agrees: boolean;
  /** False when a later tag of the same history means a lower version. */
  readonly isInOrder: boolean;
}

/** Every tag that means a version, the newest of the history first. `files`: where trees state their version. */
export async function tagVersions(
  root: string,
  prefix: string,
  files: readonly string[],
  read: (tag: string) => string | null,
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<readonly TagVersion[]> {
  const log = await tryGit(
    root,
    [
      "log",
      "--topo-order",
      "--tags",
      "--simplify-by-decoration",
      "--decorate-refs=refs/tags/",
      "--format=%D",
    ],
    ports,
  );
  const merged = await tryGit(root, ["tag", "--merged", "HEAD"], ports);
  const own = new Set(merged.stdout.split("\n"));
  const tags = log.stdout
    .split("\n")
    .flatMap((line) => line.split(", "))
    .flatMap((name) => (name.startsWith("tag: ") ? [name.slice("tag: ".length)] : []))
    .flatMap((tag) => {
      const version = read(tag);
      return version === null ? [] : [{ tag, version }];
    });
  const stated = await statedVersions(
    root,
    prefix,
    files,
    tags.map(({ tag }) => tag),
    ports,
  );
  let lowest: string | null = null;
  return tags.map(({ tag, version }) => {
    const isInOrder: boolean = !own.has(tag) || lowest === null || isBelow(version, lowest);
    if (own.has(tag) && (lowest === null || isBelow(version, lowest))) lowest = version;
    const written = stated.get(tag) ?? null;
    // A placeholder of a tool that writes the version while building.
    const says = written?.startsWith("0.0.0") ? null : written;
    return { tag, version, stated: says, agrees: says === null || sameVersion(says, version), isInOrder };
  });
}

function isBelow(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left === null || right === null || compareVersions(left, right) <= 0;
}

/** What begins an object that git prints; one that is not there is named instead. */
const HEADER = /^(?:shipwheel-object \w+|refs\/tags\/.+ missing)\n/m;

/** One process reads the files of all tags. They are told apart by their headers: in another encoding no size fits. */
async function statedVersions(
  root: string,
  prefix: string,
  files: readonly string[],
  tags: readonly string[],
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<ReadonlyMap<string, string>> {
  const asked = tags.flatMap((tag) => files.map((file) => ({ tag, file })));
  const found = new Map<string, string>();
  if (asked.length === 0) return found;
  const done = await tryGit(
    root,
    ["cat-file", "--batch=shipwheel-object %(objecttype)"],
    ports,
    asked.map(({ tag, file }) => `refs/tags/${tag}:${prefix}${file}\n`).join(""),
  );
  const contents = done.stdout.split(HEADER).slice(1);
  for (const [at, { tag, file }] of asked.entries()) {
    const version = found.has(tag) ? null : statedIn(file, contents[at] ?? "");
    if (version !== null) found.set(tag, version);
  }
  return found;
}

function statedIn(file: string, text: string): string | null {
  if (file.endsWith(".toml")) {
    const toml = readToml(text);
    const version = toml?.get(["project", "version"]) ?? toml?.get(["tool", "poetry", "version"]);
    return typeof version === "string" ? version : null;
  }
  const inCall = file === "setup.py" ? readSetupPy(text).project.version?.value : undefined;
  if (inCall !== undefined) return inCall;
  return (
    /^[ \t]*(?:__version__|VERSION|version)[ \t]*(?::[^=\n]+)?=[ \t]*['"]?([0-9][^'",\s]*)['"]?/m.exec(
      text,
    )?.[1] ?? null
  );
}

function readToml(text: string): ReturnType<typeof parseTomlFile> | null {
  try {
    return parseTomlFile("pyproject.toml", Buffer.from(text));
  } catch {
    return null;
  }
}
