import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

/** The data of the corpus: pins, labels and the results of the last whole run. */
export const CORPUS_DIRECTORY: string = join(import.meta.dirname, "..", "..", "corpus");

/** A release and the digest of its sdist. */
export interface Pin {
  readonly name: string;
  readonly version: string;
  /** File name of the sdist. */
  readonly file: string;
  readonly sha256: string;
  /** What builds it, as its own files state it. */
  readonly backend: string;
  /** The tag of the release when it is not `v` and the version. */
  readonly tag?: string | undefined;
  /** True when a step before the build makes what .gitignore names and the build needs: it is committed. */
  readonly prepared?: boolean | undefined;
  /** True for the share that CI rehearses. */
  readonly quick?: boolean | undefined;
}

/** What a person found on looking at a warning or an error. */
export interface Label {
  readonly project: string;
  readonly rule: string;
  /** The finding's subject, else its file, else nothing. */
  readonly subject: string;
  readonly label: "true" | "arguable" | "false";
  /** One sentence: what was looked at, and what is so. */
  readonly why: string;
}

/** A warning or an error of a rehearsal. */
export interface Reported {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly subject: string;
  readonly message: string;
}

/** One rehearsal. */
export interface Result {
  readonly name: string;
  readonly version: string;
  /** The commit of shipwheel; `+` when its sources differed from it. */
  readonly commit: string;
  /** `none`: the run did not end with a report. */
  readonly verdict: "green" | "red" | "none";
  readonly phase: string | null;
  readonly exitCode: number | null;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** The load of the machine (one minute) before and after. */
  readonly load: readonly [before: number, after: number];
  readonly notes: number;
  readonly reported: readonly Reported[];
}

const pinSchema = v.strictObject({
  name: v.string(),
  version: v.string(),
  file: v.pipe(v.string(), v.endsWith(".tar.gz")),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  backend: v.string(),
  tag: v.optional(v.string()),
  prepared: v.optional(v.boolean()),
  quick: v.optional(v.boolean()),
});
const labelSchema = v.strictObject({
  project: v.string(),
  rule: v.string(),
  subject: v.string(),
  label: v.picklist(["true", "arguable", "false"]),
  why: v.pipe(v.string(), v.minLength(10)),
});
const reportedSchema = v.strictObject({
  rule: v.string(),
  severity: v.picklist(["error", "warning"]),
  subject: v.string(),
  message: v.string(),
});
const resultSchema = v.strictObject({
  name: v.string(),
  version: v.string(),
  commit: v.string(),
  verdict: v.picklist(["green", "red", "none"]),
  phase: v.nullable(v.string()),
  exitCode: v.nullable(v.number()),
  wallSeconds: v.number(),
  cpuSeconds: v.number(),
  load: v.tuple([v.number(), v.number()]),
  notes: v.number(),
  reported: v.array(reportedSchema),
});

/** The pinned releases. */
export function readPins(): readonly Pin[] {
  return v.parse(v.array(pinSchema), readJson("pins.json"));
}

/** The labels. */
export function readLabels(): readonly Label[] {
  return v.parse(v.array(labelSchema), readJson("labels.json"));
}

/** The results of the last whole run. */
export function readResults(): readonly Result[] {
  return v.parse(v.array(resultSchema), readJson("results.json"));
}

/** A result that was kept by an earlier run; throws when the form has changed since. */
export function parseResult(text: string): Result {
  return v.parse(resultSchema, JSON.parse(text));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(CORPUS_DIRECTORY, name), "utf8"));
}
