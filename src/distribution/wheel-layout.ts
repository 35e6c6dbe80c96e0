import type { ArchiveProblem, ArchiveReading } from "./archive/archive.ts";
import type { ParsedFileName } from "./file-names.ts";
import { groupHeaders, parseHeaderText } from "./metadata/header-text.ts";
import { crashes, invalidFile } from "./pypi-messages.ts";
import { parseRecord, type Record } from "./record.ts";
import { recordProblems } from "./wheel-record.ts";

/** The files of a wheel's .dist-info folder that we read. */
export interface WheelLayout {
  /** The folder that installers would take; null without one. */
  readonly folder: string | null;
  readonly metadata: Uint8Array | null;
  readonly wheelFile: ReadonlyMap<string, readonly string[]> | null;
  readonly record: Record | null;
  readonly entryPoints: Uint8Array | null;
  readonly problems: readonly ArchiveProblem[];
}

/** METADATA of more than this is not read. Bytes. */
export const METADATA_LIMIT: number = 4 * 2 ** 20;

/** Which members of a wheel are kept, and up to which size. Bytes. */
export function keepOfWheel(name: string): number {
  const file = /^[^/]+\.dist-info\/([^/]+)$/.exec(name)?.[1];
  if (file === "RECORD") return 32 * 2 ** 20;
  return file === "METADATA" || file === "WHEEL" || file === "entry_points.txt" ? METADATA_LIMIT : 0;
}

/** Finds the .dist-info folder and judges it (A007, M001, N020, R001 to R006, R008, R009). */
export function readWheelLayout(
  fileName: string,
  parsed: ParsedFileName,
  reading: ArchiveReading,
): WheelLayout {
  const problems: ArchiveProblem[] = [];
  const expected = parsed.kind === "wheel" ? `${parsed.name}-${parsed.version}.dist-info` : null;
  const folders = distInfoFolders(reading);
  const folder = folders.find((candidate) => candidate === expected) ?? folders[0] ?? null;
  const at = (file: string): Uint8Array | null => reading.kept.get(`${folder ?? expected}/${file}`) ?? null;
  // A member that could not be unpacked is not missing: why it could not is told already.
  const present = (file: string): boolean =>
    reading.entries.some(({ name }) => name === `${folder ?? expected}/${file}`);
  if (folders.length > 1) {
    const message = `The wheel has ${folders.length} .dist-info folders: ${folders.join(", ")}.`;
    problems.push({ code: "R008", slug: "several-dist-info-folders", message });
  }
  const missing = invalidFile(`WHEEL not found at ${expected}/WHEEL`);
  if (folder !== null && expected !== null && folder !== expected) {
    const message = `The folder ${folder} should be ${expected}, as in the file name.`;
    problems.push({ code: "N020", slug: "dist-info-name", message, entry: folder, pypi: missing });
  }
  const wheelBytes = at("WHEEL");
  const wheelFile = wheelBytes === null ? null : groupHeaders(parseHeaderText(wheelBytes).headers);
  if (wheelFile === null && !present("WHEEL")) {
    const words =
      expected === null ? invalidFile("Unable to parse name and version from wheel filename") : missing;
    problems.push({
      code: "A007",
      slug: "wheel-file-missing",
      message: "The wheel has no WHEEL file.",
      pypi: words,
    });
  } else if (wheelFile !== null) {
    for (const problem of wheelFileProblems(wheelFile)) problems.push(problem);
  }
  const required = (file: string): string =>
    `Wheel '${fileName}' does not contain the required ${file} file: ${expected}/${file}`;
  const metadata = at("METADATA");
  const tooLarge = reading.digests.has(`${folder ?? expected}/METADATA`);
  if (metadata === null && (tooLarge || !present("METADATA"))) {
    const message = tooLarge
      ? "The METADATA file is larger than 4 MiB: it is not read."
      : "The wheel has no METADATA file.";
    problems.push({ code: "M001", slug: "metadata-missing", message, pypi: required("METADATA") });
  }
  const recordBytes = at("RECORD");
  const record = recordBytes === null ? null : parseRecord(recordBytes);
  if (record === null ? !present("RECORD") : record.error !== null) {
    const message = record?.error ?? "The wheel has no RECORD file.";
    problems.push({ code: "R001", slug: "record-missing", message, pypi: required("RECORD") });
  } else if (record !== null) {
    for (const problem of inPart(recordProblems(record, folder ?? "", reading))) problems.push(problem);
    const [line] = record.blank;
    if (line !== undefined) {
      const message = `Line ${line} of RECORD is blank, which makes PyPI fail with an internal error.`;
      const pypi = crashes("ValueError: not enough values to unpack");
      problems.push({ code: "R006", slug: "record-row-blank", message, entry: `${folder}/RECORD`, pypi });
    }
  }
  return { folder, metadata, wheelFile, record, entryPoints: at("entry_points.txt"), problems };
}

/** So many problems of one kind are kept one by one. */
const MANY = 1000;

/** Of endless problems of one kind the first ones, and how many more there are. */
function* inPart(problems: Iterable<ArchiveProblem>): Generator<ArchiveProblem> {
  const counts = new Map<string, { readonly last: ArchiveProblem; count: number }>();
  for (const problem of problems) {
    const known = counts.get(problem.slug) ?? { last: problem, count: 0 };
    known.count += 1;
    counts.set(problem.slug, known);
    if (known.count <= MANY) yield problem;
  }
  for (const { last, count } of counts.values())
    if (count > MANY) yield { ...last, message: `${last.message} (and more like it)`, count: count - MANY };
}

/** The top-level folders that end in .dist-info; a vendored one further down is a package's own matter. */
function distInfoFolders({ entries }: ArchiveReading): readonly string[] {
  const tops = entries.map(({ name, kind }) =>
    name.includes("/") || kind === "directory" ? name.split("/", 1)[0] : "",
  );
  return [...new Set(tops)].filter((top): top is string => top?.endsWith(".dist-info") === true).sort();
}

function* wheelFileProblems(fields: ReadonlyMap<string, readonly string[]>): Generator<ArchiveProblem> {
  const say = (message: string): ArchiveProblem => ({ code: "R009", slug: "wheel-file-malformed", message });
  const version = fields.get("wheel-version")?.[0];
  const major = /^([0-9]+)\.[0-9]+$/.exec(version ?? "")?.[1];
  if (!version) return yield say("The WHEEL file has no Wheel-Version.");
  if (major === undefined) yield say(`The WHEEL file's Wheel-Version ${version} is not of the form 1.0.`);
  else if (Number(major) > 1)
    yield say(`Wheel-Version ${version} is too new: installers reject a major version above 1.`);
  const pure = fields.get("root-is-purelib")?.[0];
  if (pure === undefined || !/^(?:true|false)$/i.test(pure))
    yield say(`The WHEEL file's Root-Is-Purelib is ${pure ?? "absent"}; true or false is asked for.`);
}
