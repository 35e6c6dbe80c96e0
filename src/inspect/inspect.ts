import { openDistribution, type Distribution } from "../distribution/distribution.ts";
import type { ArchiveProblem } from "../distribution/archive/archive.ts";
import { pathInside, type MemberVisitor } from "../distribution/member-visitor.ts";
import { entryPointReport, metadataReport } from "../engine/report-parts.ts";
import type { EntryPointReport, MetadataField } from "../engine/report.ts";
import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { explainTags, type ExplainedTag } from "./explain-tags.ts";
import { kindOfMember, saysGenerated, type MemberKind } from "./member-kind.ts";

/** A member as it is shown. */
export interface InspectedMember {
  readonly path: string;
  readonly kind: MemberKind;
  /** Bytes, unpacked. */
  readonly size: number;
  /** Where a link leads. */
  readonly link?: string;
  readonly executable?: true;
}

/** What a file of a distribution is and holds. */
export interface Inspection {
  readonly file: string;
  readonly kind: "wheel" | "sdist";
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** What the file name says; null: it is not the name of a distribution. */
  readonly name: {
    readonly project: string;
    readonly version: string;
    readonly build: string | null;
    readonly tags: readonly ExplainedTag[];
  } | null;
  readonly metadata: readonly MetadataField[];
  readonly description: { readonly contentType: string | null; readonly characters: number } | null;
  readonly entryPoints: readonly EntryPointReport[];
  /** What is importable: of a wheel by its members, of an sdist as its egg-info says. */
  readonly topLevel: readonly string[];
  readonly unpacked: { readonly files: number; readonly bytes: number };
  readonly kinds: readonly { readonly kind: MemberKind; readonly files: number; readonly bytes: number }[];
  readonly members: readonly InspectedMember[];
  /** Null for an sdist, and where there is none. */
  readonly record: {
    readonly rows: number;
    readonly algorithms: readonly string[];
    /** Rows without a digest, besides those of RECORD and its signatures. */
    readonly unhashed: number;
    /** Rows of members that cannot be unpacked, so that nothing can be compared. */
    readonly unread: number;
    /** What of it contradicts the members. */
    readonly problems: number;
  } | null;
  /** Each `.egg-info` folder of an sdist with the texts of its files. */
  readonly eggInfo: readonly { readonly path: string; readonly lines: readonly string[] }[];
  readonly problems: readonly Pick<ArchiveProblem, "code" | "message">[];
}

const HEAD = 2048;
const TEXT = /\.(?:pyi?|pyx|c|cc|cpp|h|hpp|js|ts|json|toml|cfg|txt|css|html|rs)$/i;
const EGG_INFO =
  /(?:^|\/)[^/]+\.egg-info\/(?:top_level|requires|entry_points|SOURCES|dependency_links)\.txt$/;
const MOST_EGG_INFO = 2 ** 20;

const generated: MemberVisitor<true> = {
  wants: ({ name }) => (TEXT.test(name) ? HEAD : 0),
  look: (bytes) => (saysGenerated(Buffer.from(bytes).toString("latin1")) ? true : undefined),
};
const eggInfo: MemberVisitor<readonly string[]> = {
  wants: ({ path }) => (EGG_INFO.test(path) ? MOST_EGG_INFO : 0),
  look: (bytes) =>
    Buffer.from(bytes)
      .toString("utf8")
      .split(/\r?\n/)
      .filter((line) => line.trim() !== ""),
};

/** Looks into a wheel or sdist, in one pass over its bytes. Throws `usage/…`, `compare/unreadable`. */
export async function inspect(path: string, { files }: Pick<Ports, "files">): Promise<Inspection> {
  const stat = await files.stat(await files.realPath(path).catch(() => path));
  if (stat === null) throw fault("usage/no-such-path", { path });
  if (stat.kind !== "file") throw fault("usage/not-distributions", { files: `${path} is not a file` });
  await using distribution = await openDistribution(path, files, { visitors: [generated, eggInfo] });
  const { entries, problems, parsed } = distribution;
  if (entries.length === 0) {
    const reason = problems[0]?.message ?? (parsed.kind === "invalid" ? parsed.reason : "it is empty");
    throw fault("compare/unreadable", { file: path, reason });
  }
  return inspection(distribution);
}

function inspection(distribution: Distribution): Inspection {
  const { fileName, kind, size, digests, parsed, metadata, problems, visited } = distribution;
  const written = new Set((visited.get(generated) ?? []).map(({ member }) => member.name));
  const texts = (visited.get(eggInfo) ?? []).map(({ member, value }) => {
    return { path: member.path, lines: value as readonly string[] };
  });
  const members = membersOf(distribution, written);
  return {
    file: fileName,
    kind,
    size,
    sha256: digests.sha256,
    name:
      parsed.kind === "invalid"
        ? null
        : {
            project: parsed.name,
            version: parsed.version,
            build: parsed.kind === "wheel" ? parsed.build : null,
            tags: parsed.kind === "wheel" ? explainTags(parsed.tags) : [],
          },
    metadata: metadataReport(distribution),
    description:
      metadata?.description == null
        ? null
        : { contentType: metadata.descriptionContentType, characters: metadata.description.length },
    entryPoints: entryPointReport(distribution),
    topLevel: kind === "wheel" ? importable(members) : linesOf(texts, "top_level.txt"),
    unpacked: { files: members.length, bytes: sum(members) },
    kinds: kindsOf(members),
    members,
    record: recordSummary(distribution),
    eggInfo: texts,
    problems: problems.map(({ code, message }) => ({ code, message })),
  };
}

function membersOf(
  { kind, entries, entryDigests }: Distribution,
  written: ReadonlySet<string>,
): readonly InspectedMember[] {
  return entries.flatMap((entry) => {
    if (entry.kind === "directory") return [];
    const { name, size, mode, linkTarget } = entry;
    return [
      {
        path: name,
        kind: kindOfMember(pathInside(kind, name), written.has(name)),
        size: entryDigests.get(name)?.size ?? size,
        ...(linkTarget !== undefined && { link: linkTarget }),
        ...((mode & 0o111) !== 0 && { executable: true as const }),
      },
    ];
  });
}

function kindsOf(members: readonly InspectedMember[]): Inspection["kinds"] {
  return [...Map.groupBy(members, ({ kind }) => kind)]
    .map(([kind, own]) => ({ kind, files: own.length, bytes: sum(own) }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

function sum(members: readonly { readonly size: number }[]): number {
  return members.reduce((total, { size }) => total + size, 0);
}

function recordSummary({ record, problems, entries, entryDigests }: Distribution): Inspection["record"] {
  if (record === null) return null;
  const { rows } = record;
  const unread = new Set(
    entries.flatMap(({ name, kind }) => (kind === "file" && !entryDigests.has(name) ? [name] : [])),
  );
  const algorithms = new Set(rows.map(({ algorithm }) => algorithm).filter((each) => each !== ""));
  return {
    rows: rows.length,
    algorithms: [...algorithms].sort(),
    unhashed: rows.filter(
      ({ algorithm, path }) => algorithm === "" && !/\/RECORD(?:\.(?:jws|p7s))?$/.test(path),
    ).length,
    unread: rows.filter(({ path }) => unread.has(path)).length,
    problems: problems.filter(({ code }) => code.startsWith("R")).length,
  };
}

/** Top-level modules and packages of a wheel. */
function importable(members: readonly InspectedMember[]): readonly string[] {
  const names = members.flatMap(({ path }) => {
    const inner = path.replace(/^[^/]+\.data\/(?:purelib|platlib)\//, "");
    const [top = "", ...rest] = inner.split("/");
    if (/\.(?:dist-info|data)$/.test(top)) return [];
    if (rest.length > 0) return /\.(?:py|so|pyd)$/.test(inner) ? [top] : [];
    const module = /^(?<name>[^.]+)\.(?:py|(?:[^/]*\.)?(?:so|pyd))$/.exec(top)?.groups?.["name"];
    return module === undefined ? [] : [module];
  });
  return [...new Set(names)].sort();
}

function linesOf(texts: Inspection["eggInfo"], name: string): readonly string[] {
  return texts.find(({ path }) => path.endsWith(`/${name}`))?.lines ?? [];
}
