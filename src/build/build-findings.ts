import { relative, sep } from "node:path";
import { symptom, type Finding } from "../values/finding.ts";
import type { Location } from "../values/location.ts";
import { printable, type BuildLog } from "./build-log.ts";
import { failureReason } from "./failure-reasons.ts";
import type { OutsideWrite, StageFailure } from "./hooks.ts";
import type { BuildWorkspace } from "./workspace.ts";

const BUILD_ERROR = { phase: "build", severity: "error", confidence: "certain" } as const;

/** What a finding about a failed build is told from. */
export interface FailureContext {
  readonly buildBackend: string;
  /** The exported project, so that a place in it can be named as a place in the tree. */
  readonly project: string;
  readonly workspace: BuildWorkspace;
  readonly log: BuildLog;
  readonly timeoutSeconds: number;
}

/** The finding for a stage that failed. */
export function stageFailed(failure: StageFailure, context: FailureContext): Finding {
  if (failure.finding !== undefined) return failure.finding;
  const { buildBackend, log, timeoutSeconds } = context;
  const what = failure.stage === "metadata" ? "metadata" : failure.stage;
  const details = { stage: failure.stage, output: log.lastLines(20), log: log.path };
  const said = cleaned(failure.message);
  switch (failure.kind) {
    case "no-back-end":
      return {
        ...BUILD_ERROR,
        rule: "F003",
        slug: "build-backend-unknown",
        message: `the build back-end ${buildBackend} cannot be imported: ${said}`,
        why: "every front-end (pip, uv, build) imports it before it does anything else",
        help: "correct build-system.build-backend, or add the distribution that provides it to build-system.requires",
        location: { file: "pyproject.toml" },
        subject: buildBackend,
        symptom: symptom.build("unknown-back-end"),
        details,
      };
    case "hung":
      return {
        ...BUILD_ERROR,
        rule: "B002",
        slug: "build-hangs",
        message: `the build of the ${what} did not end within ${timeoutSeconds} s; it was ended with all its processes`,
        help: "make it end, or give it more time: build-timeout in [tool.shipwheel]",
        symptom: symptom.build("hangs"),
        details,
      };
    case "no-hook":
    case "no-artefact":
      return {
        ...BUILD_ERROR,
        rule: "B004",
        slug: "distribution-missing",
        message: `the back-end ${buildBackend} made no ${what}: ${said}`,
        why: "PEP 517: build_sdist and build_wheel answer the base name of the file that they made",
        help: "correct the back-end",
        symptom: symptom.build(`no-${what}`),
        details,
      };
    case "bad-sdist":
      return {
        ...BUILD_ERROR,
        rule: "B005",
        slug: "sdist-cannot-be-unpacked",
        message: `the sdist cannot be unpacked, hence no wheel can be built from it: ${said}`,
        help: "look at the archive: tar -tzf dist/*.tar.gz",
        symptom: symptom.build("bad-sdist"),
        details,
      };
    case "crashed":
    case "exception":
    case "requirements":
      return buildFailed(failure, said, details, context);
  }
}

function buildFailed(
  failure: StageFailure,
  said: string,
  details: Readonly<Record<string, unknown>>,
  context: FailureContext,
): Finding {
  const words = `${failure.type}: ${failure.message}\n${context.log.lastLines(40).join("\n")}`;
  const reason = failureReason(words);
  const exception = [failure.type, said].filter((part) => part !== "").join(": ");
  const location = placeOf(failure, context);
  const last = context.log.lastLines(1)[0];
  const what = failure.stage === "wheel" ? "the wheel (from the unpacked sdist)" : `the ${failure.stage}`;
  return {
    ...BUILD_ERROR,
    rule: "B001",
    slug: "build-failed",
    message: `the back-end ${context.buildBackend} failed to build ${what}: ${exception}`,
    ...(last === undefined || exception.includes(last) ? {} : { why: `its last words: ${last}` }),
    ...(reason.help === null ? {} : { help: reason.help }),
    ...(location === null ? {} : { location }),
    subject: failure.stage,
    symptom: symptom.build(reason.key),
    details: { ...details, exception },
  };
}

function placeOf(failure: StageFailure, context: FailureContext): Location | null {
  const { place } = failure;
  if (place === null) return null;
  const inTree = below(context.project, place.file);
  // Members of the unpacked sdist have the paths of the tree, behind the sdist's own directory.
  const inSdist = below(context.workspace.unpacked, place.file)?.replace(/^[^/]+\//, "");
  const file = inTree ?? inSdist;
  if (file === undefined) return null;
  const excerpt = cleaned(place.text);
  return { file, line: place.line, ...(excerpt === "" ? {} : { excerpt }) };
}

function below(directory: string, path: string): string | undefined {
  const inside = relative(directory, path);
  return inside === "" || inside.startsWith("..") ? undefined : inside.split(sep).join("/");
}

/** The finding for writes outside the build's own directories; null without any. */
export function wroteOutside(
  writes: readonly OutsideWrite[],
  buildBackend: string,
  log: BuildLog,
): Finding | null {
  if (writes.length === 0) return null;
  const shown = writes.slice(0, 3).map((write) => cleaned(write.path));
  const more = writes.length > shown.length ? ` and ${writes.length - shown.length} more` : "";
  const denied = writes.some((write) => write.denied);
  return {
    ...BUILD_ERROR,
    rule: "B003",
    slug: "build-writes-outside",
    message: `the build wrote outside its own directory: ${shown.join(", ")}${more}`,
    why: `${buildBackend} ran in an export of the tree; ${
      denied ? "writing into your own tree was prevented" : "on a user's machine such a write lands anywhere"
    }`,
    help: "write into the build's own directory or into a temporary directory only",
    subject: writes[0]?.path ?? "",
    explains: [symptom.build("writes-outside")],
    details: { paths: writes.map((write) => cleaned(write.path)), log: log.path },
  };
}

function cleaned(text: string): string {
  const lines = printable(Buffer.from(text))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.slice(0, 4).join(" ").slice(0, 500);
}
