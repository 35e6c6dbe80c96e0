import type { ArchiveProblem, ArchiveReading, EntryDigest } from "./archive/archive.ts";
import { nameDanger } from "./archive/member-names.ts";
import type { Record, RecordRow } from "./record.ts";

/** Hashes that pip and the specification no longer take for proof. */
const WEAK: ReadonlySet<string> = new Set(["md5", "sha1"]);

/** Compares RECORD with the members of a wheel, both ways (R002 to R006). `folder` is the .dist-info folder. */
export function* recordProblems(
  record: Record,
  folder: string,
  reading: Pick<ArchiveReading, "entries" | "digests" | "problems">,
): Generator<ArchiveProblem> {
  const self = `${folder}/RECORD`;
  const exempt = new Set([self, `${self}.jws`, `${self}.p7s`]);
  const files = reading.entries.filter((entry) => entry.kind !== "directory").map((entry) => entry.name);
  const members = new Set(files);
  // What is wrong with a member itself is told once, by the reader.
  const told = new Set(reading.problems.map(({ entry }) => entry));
  // PyPI and the installers read a backslash as a slash here.
  const rows = Map.groupBy(record.rows, (row) => row.path.replaceAll("\\", "/"));
  for (const [path, same] of rows) {
    if (isSound(path, same, reading.digests.get(path))) continue;
    const member = members.has(path) ? path : (same[0]?.path as string);
    yield* formProblems(path, same, exempt.has(path), told.has(member));
    if (exempt.has(path) || told.has(member)) continue;
    if (members.has(member)) yield* contentProblems(same, member, reading.digests.get(member));
    else if (nameDanger(path) === null)
      yield problem(
        "R003",
        "record-names-absent-file",
        path,
        `RECORD names ${path}, which is not in the wheel.`,
      );
  }
  const listed = new Set([...rows.keys()].map((path) => path.replace(/^\/+/, "")));
  for (const name of new Set(files))
    if (!listed.has(name.replaceAll("\\", "/")) && !told.has(name) && (name === self || !exempt.has(name)))
      yield problem("R002", "file-not-in-record", name, `${name} is in the wheel, but not in RECORD.`);
}

/** The quick answer for the one row of a member that is all right, as nearly every row is. */
function isSound(path: string, [row, other]: readonly RecordRow[], digest: EntryDigest | undefined): boolean {
  if (row === undefined || other !== undefined || digest === undefined || row.columns !== 3) return false;
  if (row.size !== digest.size || row.algorithm !== "sha256" || nameDanger(path) !== null) return false;
  return row.digest === base64(digest);
}

function base64({ sha256 }: EntryDigest): string {
  return Buffer.from(sha256, "hex").toString("base64url");
}

function problem(code: string, slug: string, entry: string, message: string): ArchiveProblem {
  return { code, slug, message, entry };
}

function* formProblems(
  path: string,
  rows: readonly RecordRow[],
  exempt: boolean,
  told: boolean,
): Generator<ArchiveProblem> {
  const say = (slug: string, message: string): ArchiveProblem => problem("R006", slug, path, message);
  const danger = nameDanger(path);
  if (danger !== null && !told) yield say("record-path", `The path ${path} in RECORD ${danger}.`);
  if (rows.length > 1) yield say("record-duplicate", `${path} occurs in RECORD ${rows.length} times.`);
  for (const { columns, algorithm, line } of rows) {
    if (columns !== 3)
      yield say("record-columns", `Row ${line} of RECORD has ${columns} columns instead of 3.`);
    if (exempt || columns !== 3) continue;
    if (algorithm === "") yield say("record-no-hash", `${path} has no hash in RECORD.`);
    else if (WEAK.has(algorithm.toLowerCase()))
      yield say(
        "record-weak-hash",
        `${path} is hashed by ${algorithm} in RECORD; sha256 or better is required.`,
      );
  }
}

/** With several rows for one path it is enough that one is right: that there are several is told already. */
function* contentProblems(
  rows: readonly RecordRow[],
  name: string,
  digest: EntryDigest | undefined,
): Generator<ArchiveProblem> {
  // A member that could not be unpacked has no digest: that is told elsewhere.
  if (digest === undefined) return;
  const right = base64(digest);
  const wrongSize = (row: RecordRow): boolean => row.size !== null && row.size !== digest.size;
  const wrongHash = (row: RecordRow): boolean =>
    row.algorithm === "sha256" && row.digest.replace(/=+$/, "") !== right;
  if (rows.some((row) => !wrongSize(row) && !wrongHash(row))) return;
  const [row] = rows as [RecordRow];
  if (wrongSize(row)) {
    const message = `RECORD says that ${name} has ${row.size} bytes, it has ${digest.size}.`;
    yield problem("R005", "record-size", name, message);
  }
  if (wrongHash(row))
    yield problem("R004", "record-hash", name, `The content of ${name} does not match its sha256 in RECORD.`);
}
