import type { Finding } from "../findings/finding.ts";
import type { RefusalReason } from "../findings/refusal-reason.ts";
import { limitTo } from "../ports/limit.ts";
import { divergedFinding, preflight, type PlannedUpload } from "./preflight.ts";
import { refusalFinding } from "./refusal-finding.ts";
import { refusalReason } from "./refusals.ts";
import type { RemoteProject } from "./remote-project.ts";
import type { UploadIndex } from "./target.ts";
import { demandSecure } from "./trusted-publishing.ts";
import { uploadFile, type PublishPorts, type Upload, type UploadResult } from "./upload-file.ts";
import type { FormField } from "../distribution/acceptance/file-form.ts";
import type { Uploadable } from "./upload-form.ts";

/** What became of one file. */
export interface FileOutcome {
  readonly path: string;
  readonly fileName: string;
  /**
   * `stored`: sent and taken. `duplicate`: the index had these very bytes. `diverged`: it has others under this name, or
   * bytes that nobody could compare.
   * `refused`: it said no. `kept`: not sent, because of another file's trouble.
   */
  readonly outcome: "stored" | "duplicate" | "diverged" | "refused" | "kept";
  readonly status: number;
  /** The server's words, verbatim; empty when it had none. */
  readonly message: string;
  readonly reason: RefusalReason | null;
  readonly bytes: number;
  readonly attempts: number;
  readonly seconds: number;
}

/** What became of all of them, in the order of sending. */
export interface PublishOutcome {
  readonly index: string;
  readonly files: readonly FileOutcome[];
  readonly findings: readonly Finding[];
  readonly trusted: boolean;
  /** Null when there was no minted token. */
  readonly burnt: boolean | null;
}

/** An upload, and what the index had before it. */
export interface PlannedPublication extends Upload {
  readonly remote: RemoteProject;
}

/** How to go about it. */
export interface PublishOptions {
  /** `tell-all`: a refused file does not keep the others back, so that a rehearsal tells everything in one run. */
  readonly onRefusal: "stop" | "tell-all";
  /** More fields for a file's form: its attestations. */
  readonly extraFields?: (file: Uploadable) => readonly FormField[];
  /** Called before a file is sent and after its answer, for a journal. */
  readonly told?: (event: "sending" | "answered", file: Uploadable, result?: UploadResult) => Promise<void>;
}

/**
 * Brings files to an index that was looked at: sends what is absent, wheels before the sdist. Other bytes
 * under one of the names, or a release that is closed, stop everything before anything is sent. Run again with the
 * same files it sends only what is missing. Throws `auth/…` and `publish/unreachable`.
 */
export async function publishDistributions(
  distributions: readonly Uploadable[],
  upload: PlannedPublication,
  ports: PublishPorts,
  options: PublishOptions = { onRefusal: "stop" },
): Promise<PublishOutcome> {
  const { index, token, remote } = upload;
  demandSecure(index);
  warnUnguarded(index, remote, ports);
  const plan = preflight(distributions, remote, index, ports.clock.now());
  let stopped = options.onRefusal === "stop" && plan.findings.some((each) => each.severity === "error");
  let burnt: boolean | null = null;
  const bring = async ({ file, state }: PlannedUpload): Promise<Sent> => {
    const unsent = (outcome: FileOutcome["outcome"]): Sent => ({
      outcome: outcomeOf(file, outcome, NOT_SENT),
      findings: [],
    });
    if (state === "present") return unsent("duplicate");
    if (state !== "absent") return unsent("diverged");
    if (stopped) return unsent("kept");
    const made = await send(file, upload, ports, options);
    stopped ||= options.onRefusal === "stop" && made.findings.length > 0;
    return made;
  };
  const sent: Sent[] = [];
  try {
    const limited = limitTo(index.dialect.uploadsAtOnce);
    for (const group of turns(plan.files)) {
      const ended = await Promise.allSettled(group.map((planned) => limited(() => bring(planned))));
      for (const each of ended) {
        if (each.status === "rejected") throw each.reason;
        sent.push(each.value);
      }
    }
  } finally {
    burnt = await token.burn();
  }
  const files = sent.map(({ outcome }) => outcome);
  const findings = [...plan.findings, ...sent.flatMap((each) => each.findings)];
  return { index: index.title, files, findings, trusted: token.trusted, burnt };
}

/** What became of a file, and what is said of it. */
interface Sent {
  readonly outcome: FileOutcome;
  readonly findings: readonly Finding[];
}

/** Files that may go at once: the first one makes the release, and an sdist is not to be there before the wheels. */
function turns(planned: readonly PlannedUpload[]): readonly (readonly PlannedUpload[])[] {
  const first = planned.findIndex(({ state }) => state === "absent");
  const rest = planned.slice(first + 1);
  const ofKind = (kind: Uploadable["kind"]): readonly PlannedUpload[] =>
    rest.filter(({ file }) => file.kind === kind);
  return [planned.slice(0, first + 1), ofKind("wheel"), ofKind("sdist")].filter((group) => group.length > 0);
}

const NOT_SENT = { status: 200, message: "", attempts: 0, seconds: 0 } as const;

async function send(
  file: Uploadable,
  upload: Upload,
  ports: PublishPorts,
  options: PublishOptions,
): Promise<Sent> {
  await options.told?.("sending", file);
  const result = await uploadFile(file, options.extraFields?.(file) ?? [], upload, ports);
  await options.told?.("answered", file, result);
  switch (result.outcome) {
    case "stored":
      return { outcome: outcomeOf(file, "stored", result), findings: [] };
    case "present":
      return { outcome: outcomeOf(file, "duplicate", result), findings: [] };
    case "diverged":
      return {
        outcome: outcomeOf(file, "diverged", result),
        findings: [divergedFinding(file, undefined, upload.index.title)],
      };
    case "refused": {
      const outcome = outcomeOf(file, "refused", result);
      const { circumstances } = result;
      return {
        outcome,
        findings: [refusalFinding({ ...outcome, circumstances, index: upload.index.title })],
      };
    }
  }
}

/** An index that overwrites and cannot be asked first is a place where a release can change. */
function warnUnguarded(target: UploadIndex, remote: RemoteProject, ports: PublishPorts): void {
  if (remote.state !== "unreadable") return;
  const text = `could not read what ${target.title} has (${remote.reason})${target.dialect.overwrites ? ", and it may overwrite files" : ""}`;
  ports.events({ type: "note", level: "warning", text });
}

function outcomeOf(
  file: Uploadable,
  outcome: FileOutcome["outcome"],
  facts: Pick<FileOutcome, "status" | "message" | "attempts" | "seconds">,
): FileOutcome {
  const { status, message, attempts, seconds } = facts;
  return {
    path: file.path,
    fileName: file.fileName,
    outcome,
    reason: outcome === "refused" ? refusalReason(message) : null,
    bytes: file.size,
    status,
    message,
    attempts,
    seconds,
  };
}
