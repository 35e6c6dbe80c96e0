import type { Ports } from "../ports/ports.ts";
import type { BuildReason } from "../findings/build-reason.ts";
import { symptom, type Finding } from "../findings/finding.ts";
import { BUILD_BACKEND_UNKNOWN } from "../findings/shared-rules.ts";
import type { Location } from "../findings/location.ts";
import { printable, type BuildLog } from "./build-log.ts";
import { toolDiagnostic, type ToolDiagnostic } from "../toolbox/pinned/tool-diagnostic.ts";
import { failureReason } from "./failure-reasons.ts";
import {
  absentFile,
  lineWith,
  placeInTree,
  treeFile,
  withoutTemporaryPaths,
  type AbsentFile,
  type FailureSite,
} from "./failure-site.ts";
import type { StrayWrite, StageFailure } from "./hooks.ts";
import type { BuildWorkspace } from "./workspace.ts";
import {
  BUILD_FAILED,
  BUILD_HANGS,
  BUILD_WRITES_OUTSIDE,
  DISTRIBUTION_MISSING,
  SDIST_CANNOT_BE_UNPACKED,
} from "./build-rules.ts";

/** Output in which a cause is looked for: compilers and cargo say much behind it. */
const LOG_LINES = 2000;

/** What a finding about a failed build is told from. */
export interface FailureContext {
  readonly buildBackend: string;
  /** Where it ran, so that a place there can be named as a place in the tree. */
  readonly site: FailureSite;
  readonly workspace: BuildWorkspace;
  readonly log: BuildLog;
  readonly timeoutSeconds: number;
}

/** The finding for a stage that failed. */
export async function stageFailed(
  failure: StageFailure,
  context: FailureContext,
  ports: Pick<Ports, "files">,
): Promise<Finding> {
  if (failure.finding !== undefined) return failure.finding;
  const { buildBackend, log, timeoutSeconds } = context;
  const what = failure.stage === "metadata" ? "metadata" : failure.stage;
  const details = { stage: failure.stage, output: log.lastLines(20), log: log.path };
  const words = said(failure.message, context);
  switch (failure.kind) {
    case "no-back-end":
      return BUILD_BACKEND_UNKNOWN.finding({
        message: `the build backend ${buildBackend} cannot be imported: ${words}`,
        why: "every frontend (pip, uv, build) first imports the backend",
        help: "correct build-system.build-backend, or add the distribution that provides it to build-system.requires",
        location: { file: "pyproject.toml" },
        subject: buildBackend,
        symptom: symptom.build("unknown-back-end"),
        details,
      });
    case "hung":
      return BUILD_HANGS.finding({
        message: `the build of the ${what} did not finish within ${timeoutSeconds} s; it was terminated with all its processes`,
        help: "fix the step that hangs, or allow more time: build-timeout in [tool.shipwheel]",
        symptom: symptom.build("hangs"),
        details,
      });
    case "no-hook":
    case "no-artefact":
      return DISTRIBUTION_MISSING.finding({
        message: `the backend ${buildBackend} made no ${what}: ${words}`,
        why: "PEP 517: build_sdist and build_wheel return the base name of the file that they created",
        help: "correct the backend",
        symptom: symptom.build(`no-${what}`),
        details,
      });
    case "bad-sdist":
      return SDIST_CANNOT_BE_UNPACKED.finding({
        message: `the sdist cannot be unpacked, so no wheel can be built from it: ${words}`,
        help: "inspect the archive: tar -tzf dist/*.tar.gz",
        symptom: symptom.build("bad-sdist"),
        details,
      });
    case "crashed":
    case "exception":
    case "requirements":
      return buildFailed(failure, details, context, ports);
  }
}

async function buildFailed(
  failure: StageFailure,
  details: Readonly<Record<string, unknown>>,
  context: FailureContext,
  ports: Pick<Ports, "files">,
): Promise<Finding> {
  const { site, log } = context;
  const lines = log.lastLines(LOG_LINES);
  const exception = [failure.type, said(failure.message, context)].filter((part) => part !== "").join(": ");
  const tool = NAMES_ITSELF.test(failure.type) ? null : toolDiagnostic(lines);
  const output = `${failure.type}: ${failure.message}\n${lines.slice(-40).join("\n")}`;
  const reason = { ...failureReason(output), words: output };
  const missing = tool?.missing ?? NAMED_FILE.exec(exception)?.[1] ?? null;
  const absent = missing === null ? null : await absentFile(missing, site, ports);
  const words = tool === null ? exception : said(tool.text, context);
  const location = await locate(failure, tool, exception, context);
  const help = helpFor(failure, reason, absent, tool, context);
  const last = lines.findLast((line) => /[a-z]{3}/i.test(line));
  const isTold = last === undefined || tool !== null || exception.includes(said(last, context));
  const what = failure.stage === "wheel" ? "the wheel (from the unpacked sdist)" : `the ${failure.stage}`;
  return BUILD_FAILED.finding({
    message: `the backend ${context.buildBackend} failed to build ${what}: ${words}${absent === null ? "" : ABSENT[absent.kind](absent.path)}`,
    ...(isTold ? {} : { why: `the last line of its output: ${said(last, context)}` }),
    ...(help === null ? {} : { help }),
    ...(location === null ? {} : { location }),
    subject: failure.stage,
    symptom: symptom.build(
      absent === null ? reason.key : `missing-file:${absent.path.split("/").at(-1) ?? ""}`,
    ),
    details: { ...details, exception },
  });
}

const ABSENT = {
  "not-in-sdist": (path) => `; the tree has ${path}, but the sdist lacks it`,
  "dangling-link": (path) => `; ${path} is a symbolic link to a file outside the sdist`,
} as const satisfies Record<AbsentFile["kind"], (path: string) => string>;

/** Exceptions that are the cause themselves, whatever a tool said before. */
const NAMES_ITSELF = /^(?:\w+\.)*(?:ImportError|ModuleNotFoundError)$/;

const NAMED_FILE = /(?:not found|does not exist|No such file or directory): ['"]?([^'"\s]+)/;

async function locate(
  failure: StageFailure,
  tool: ToolDiagnostic | null,
  exception: string,
  { site }: FailureContext,
): Promise<Location | null> {
  const file = tool?.file === undefined ? null : treeFile(tool.file, site);
  if (file !== null) return { file, ...(tool?.line === undefined ? {} : { line: tool.line }) };
  // A requirement that cannot be read stands in a list of requirements, wherever Python noticed it.
  const requirement = /dependency specifier (\S.*)$/.exec(exception)?.[1];
  const listed = requirement === undefined ? null : await lineWith(requirement, site);
  const place = listed ?? placeInTree(failure, site);
  if (place !== null) return place;
  const named = NAMED_FILE.exec(exception)?.[1];
  return named === undefined ? null : lineWith(named, site);
}

function helpFor(
  failure: StageFailure,
  reason: FailureReasonText,
  absent: AbsentFile | null,
  tool: ToolDiagnostic | null,
  { site }: FailureContext,
): string | null {
  const { backendFacts } = site.tree;
  if (absent?.kind === "not-in-sdist") return backendFacts.shipInSdistHelp(absent.path);
  if (absent?.kind === "dangling-link") return `replace the link ${absent.path} with the file itself`;
  if (tool?.missing !== undefined)
    return `install what provides ${tool.missing}, or add the file to the repository and to the sdist`;
  if (tool !== null && tool.tool !== "pip") return TOOL_HELP[tool.tool];
  const message = failure.message.replaceAll("\n", " ");
  if (/dependency specifier\s+-/.test(message))
    return "remove pip's options from the file: a list that is read into the metadata may contain only requirements";
  if (/Forced include not found/.test(message) && site.sdist !== null)
    return "move the file into the project, and force-include it from there: the wheel is built from the sdist, which contains only files of the project";
  const file = failure.place?.file ?? "";
  const isAttribute = /[\\/]config[\\/]expand\.py", line \d+, in read_attr/.test(reason.words);
  if (reason.key.startsWith("missing-module:") && isAttribute) {
    const where = treeFile(file, site) ?? "the package";
    return `make the version in ${where} a literal that can be read without importing, or use version = { file = "..." }: the build does not install the package's requirements`;
  }
  return reason.help;
}

/** A failure's known reason and the output in which it was found. */
interface FailureReasonText {
  readonly key: BuildReason;
  readonly help: string | null;
  readonly words: string;
}

const TOOL_HELP: Readonly<Record<Exclude<ToolDiagnostic["tool"], "pip">, string>> = {
  compiler: "correct the source, or install the required compiler and headers",
  cython: "correct the Cython source",
  meson: "correct meson.build, or install what it looks for",
  cmake: "correct CMakeLists.txt, or install what it looks for",
  linker: "install the library that is linked, or correct its name",
  rustup: "install a Rust toolchain: rustup default stable",
  cargo: "correct the Rust source or Cargo.toml; run cargo build for details",
};

function said(text: string, { site, workspace }: FailureContext): string {
  return cleaned(withoutTemporaryPaths(text, site, workspace));
}

/** The finding for writes outside the build's own directories; null without any. */
export function strayWritesFinding(
  writes: readonly StrayWrite[],
  buildBackend: string,
  log: BuildLog,
): Finding | null {
  if (writes.length === 0) return null;
  const shown = writes.slice(0, 3).map((write) => cleaned(write.path));
  const more = writes.length > shown.length ? ` and ${writes.length - shown.length} more` : "";
  const denied = writes.some((write) => write.denied);
  return BUILD_WRITES_OUTSIDE.finding({
    message: `the build wrote outside its own directory: ${shown.join(", ")}${more}`,
    why: `${buildBackend} ran in an export of the tree; ${
      denied ? "writing into your own tree was prevented" : "on a user's machine such a write lands anywhere"
    }`,
    help: "write only into the build's own directory or a temporary directory",
    subject: writes[0]?.path ?? "",
    explains: [symptom.build("writes-outside")],
    details: { paths: writes.map((write) => cleaned(write.path)), log: log.path },
  });
}

function cleaned(text: string): string {
  const lines = printable(Buffer.from(text))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[\^~]+$/.test(line));
  return lines.slice(0, 4).join(" ").slice(0, 500);
}
