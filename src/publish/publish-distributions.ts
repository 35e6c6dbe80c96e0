import { Buffer } from "node:buffer";
import type { Ports } from "../ports/ports.ts";
import type { Finding } from "../values/finding.ts";
import { fault } from "../values/fault.ts";
import type { RefusalReason } from "../values/refusal-reason.ts";
import type { Secret } from "../values/secret.ts";
import { refusalFinding } from "./refusal-finding.ts";
import { refusalReason } from "./refusals.ts";
import { remoteFiles } from "./remote-files.ts";
import { serverMessage, type IndexAnswer } from "./server-message.ts";
import type { PublishTarget } from "./target.ts";
import { burnUploadToken, demandSecure, mintUploadToken } from "./trusted-publishing.ts";
import { formBody, uploadFields, type StreamedBody, type Uploadable } from "./upload-form.ts";

/** What became of one file. */
export interface FileOutcome {
  readonly path: string;
  readonly fileName: string;
  /** `duplicate`: the index has these very bytes already. `refused`: it said no. */
  readonly outcome: "stored" | "duplicate" | "refused";
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

/** What the uploader takes from outside. */
export type PublishPorts = Pick<Ports, "http" | "files" | "random" | "clock" | "signal">;

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Uploads files, wheels first (an installer that comes early then finds a wheel), the most general one first of all.
 * A refused file does not keep the others back: all refusals are told in one run. A failure of the connection or of
 * the server is tried again with the identical bytes, which an index takes as done if it had them. Throws `auth/…`
 * and `publish/unreachable`.
 */
export async function publishDistributions(
  distributions: readonly Uploadable[],
  target: PublishTarget,
  ports: PublishPorts,
): Promise<PublishOutcome> {
  demandSecure(target);
  const { credentials } = target;
  const trusted = credentials.kind === "trusted-publishing";
  const project = distributions.find((file) => file.metadata !== null)?.metadata?.name ?? "";
  const [present, token] = await Promise.all([
    remoteFiles(target, project, ports.http),
    trusted
      ? mintUploadToken(target, credentials, ports.http).then((minted) => minted.token)
      : credentials.token,
  ]);
  const files: FileOutcome[] = [];
  let burnt: boolean | null = null;
  try {
    for (const file of [...distributions].sort(uploadOrder)) {
      ports.signal.throwIfAborted();
      files.push(
        present.get(file.fileName) === file.digests.sha256
          ? outcomeOf(file, "duplicate", { status: 200, message: "", attempts: 0, seconds: 0 })
          : await uploadFile(file, target, token, ports),
      );
    }
  } finally {
    if (trusted) burnt = await burnUploadToken(target, token, ports.http);
  }
  const findings = files
    .filter((file) => file.outcome === "refused")
    .map((file) => refusalFinding({ ...file, index: target.title }));
  return { index: target.title, files, findings, trusted, burnt };
}

function uploadOrder(a: Uploadable, b: Uploadable): number {
  const rank = (file: Uploadable): number =>
    file.kind === "sdist" ? 2 : file.parsed.kind === "wheel" && file.parsed.platformTag === "any" ? 0 : 1;
  return rank(a) - rank(b) || (a.fileName < b.fileName ? -1 : 1);
}

async function uploadFile(
  file: Uploadable,
  target: PublishTarget,
  token: Secret,
  ports: PublishPorts,
): Promise<FileOutcome> {
  const boundary = `shipwheel-${Buffer.from(ports.random.bytes(18)).toString("hex")}`;
  const body = formBody(uploadFields(file), file, boundary, ports.files);
  const started = ports.clock.elapsed();
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await post(body, target, token, ports);
    if (answer instanceof Error) {
      last = answer.message;
    } else if (isFinal(answer.status)) {
      const message = answer.status === 200 ? "" : serverMessage(answer);
      const seconds = ports.clock.elapsed() - started;
      const outcome = answer.status >= 200 && answer.status < 300 ? "stored" : "refused";
      return outcomeOf(file, outcome, { status: answer.status, message, attempts: attempt, seconds });
    } else {
      last = `${answer.status} ${serverMessage(answer)}`;
    }
    ports.signal.throwIfAborted();
    if (attempt < ATTEMPTS) await pause(attempt, answer);
  }
  throw fault(
    "publish/unreachable",
    { index: target.title, reason: last.trim() },
    { details: { file: file.fileName } },
  );
}

/** An answer that the same bytes would get again. Everything else may have been stored or not: ask again. */
function isFinal(status: number): boolean {
  return status < 500 && ![408, 425, 429, 499].includes(status);
}

async function post(
  body: StreamedBody,
  target: PublishTarget,
  token: Secret,
  ports: PublishPorts,
): Promise<IndexAnswer | Error> {
  try {
    return await ports.http.request({
      method: "POST",
      url: target.uploadUrl,
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`__token__:${token.reveal()}`).toString("base64")}`,
        "content-type": body.contentType,
      },
      body: body.stream(),
      contentLength: body.contentLength,
      signal: ports.signal,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    return error as Error;
  }
}

function pause(attempt: number, answer: IndexAnswer | Error): Promise<void> {
  const asked = answer instanceof Error ? Number.NaN : Number(answer.headers["retry-after"]) * 1000;
  const wanted = Number.isFinite(asked) ? asked : FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return new Promise((resolve) => setTimeout(resolve, Math.min(wanted, LONGEST_PAUSE_MS)));
}

function outcomeOf(
  file: Uploadable,
  outcome: FileOutcome["outcome"],
  facts: Pick<FileOutcome, "status" | "message" | "attempts" | "seconds">,
): FileOutcome {
  return {
    path: file.path,
    fileName: file.fileName,
    outcome,
    reason: outcome === "refused" ? refusalReason(facts.message) : null,
    bytes: file.size,
    ...facts,
  };
}
