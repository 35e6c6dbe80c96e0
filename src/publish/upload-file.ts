import { Buffer } from "node:buffer";
import { uploadFields, type FormField } from "../distribution/acceptance/file-form.ts";
import type { Ports } from "../ports/ports.ts";
import { Fault, fault } from "../findings/fault.ts";
import type { Secret } from "../ports/secret.ts";
import { circumstancesOf, saysTaken, type Circumstances } from "./answer-cause.ts";
import { retryAfterSeconds } from "../text/retry-after.ts";
import { isOpen, pauseSeconds } from "./ask-index.ts";
import { authorization } from "./authorization.ts";
import { permanentFailure } from "./connection-failure.ts";
import { refusalReason } from "./refusals.ts";
import type { RemoteProject } from "./remote-project.ts";
import { serverMessage, type IndexAnswer } from "./server-message.ts";
import type { UploadIndex } from "./target.ts";
import { formBody, type StreamedBody, type Uploadable } from "./upload-form.ts";
import type { UploadToken } from "./upload-token.ts";

/** What the uploader takes from outside. */
export type PublishPorts = Pick<Ports, "http" | "files" | "random" | "clock" | "signal" | "events" | "pause">;

/** How one upload ended. */
export interface UploadResult {
  /** `present`: the index had these very bytes. `diverged`: it has other bytes under this name. */
  readonly outcome: "stored" | "present" | "diverged" | "refused";
  readonly status: number;
  /** The server's words, verbatim; empty when it had none. */
  readonly message: string;
  /** What a refusal came with. */
  readonly circumstances: Circumstances | null;
  readonly attempts: number;
  readonly seconds: number;
}

/** Where files are sent, by which token, and how it is seen what became of them. */
export interface Upload {
  readonly index: UploadIndex;
  readonly token: UploadToken;
  /** Asks the index what it has of the project now. */
  readonly look: () => Promise<RemoteProject>;
}

const ATTEMPTS = 6;
/** What is longer than this is no pause but the end of this run. */
const LONGEST_WAIT_SECONDS = 300;
/** The index looks into the file before it answers. */
const TIMEOUT_MS = 300_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one file until there is an answer that the same bytes would get again. A lost connection, a 5xx, a 429 leave
 * open whether it was stored: the identical bytes are sent again, which an index takes as done if it has them. In the end
 * its page decides. Throws `publish/unreachable`, `publish/tls`, `publish/no-such-host`, and `auth/…`.
 */
export async function uploadFile(
  file: Uploadable,
  extra: readonly FormField[],
  { index: target, token, look }: Upload,
  ports: PublishPorts,
): Promise<UploadResult> {
  const boundary = `shipwheel-${Buffer.from(ports.random.bytes(18)).toString("hex")}`;
  const body = formBody(
    [...uploadFields(file, target.dialect.alwaysSent), ...extra],
    file,
    boundary,
    ports.files,
  );
  const started = ports.clock.elapsed();
  let last = "";
  let renewed = false;
  let damaged = false;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    ports.signal.throwIfAborted();
    const answer = await post(body, target, token.user, await token.get(), ports);
    const made = (outcome: UploadResult["outcome"], message: string): UploadResult => ({
      outcome,
      status: answer instanceof Error ? 0 : answer.status,
      message,
      circumstances:
        answer instanceof Error || outcome !== "refused"
          ? null
          : circumstancesOf(answer, { uploadUrl: target.uploadUrl, user: token.user }),
      attempts: attempt,
      seconds: ports.clock.elapsed() - started,
    });
    if (answer instanceof Error) {
      last = answer.message;
      const permanent = permanentFailure(answer, target, target.uploadUrl);
      if (permanent !== null) throw permanent;
    } else if (saysTaken(answer)) {
      return made("stored", "");
    } else {
      const words = serverMessage(answer);
      if (!isOpen(answer.status) || isUsedUp(answer, words, ports.clock.now())) {
        if (answer.status === 403 && /token is expired/.test(words) && !renewed) {
          renewed = await token.renew();
          if (renewed) continue;
        } else if (words.startsWith("The digest supplied does not match") && !damaged) {
          // The bytes were damaged on their way: once may be chance.
          damaged = true;
          continue;
        }
        return made((await seenAs(file, look)) ?? "refused", words);
      }
      last = `it answers ${answer.status} ${words}`.trim();
    }
    if (attempt < ATTEMPTS)
      await ports.pause(pauseSeconds(attempt, answer instanceof Error ? null : answer, ports));
    else {
      const seen = await seenAs(file, look);
      if (seen !== null) return made(seen, last);
    }
  }
  throw fault(
    "publish/unreachable",
    { index: target.title, reason: last.trim() },
    { details: { file: file.fileName } },
  );
}

/** A limit that further attempts only prolong: PyPI counts the failed ones, too. */
function isUsedUp({ status, headers }: IndexAnswer, words: string, now: Date): boolean {
  const seconds = retryAfterSeconds(headers, now) ?? 0;
  return status === 429 && (refusalReason(words) !== null || seconds > LONGEST_WAIT_SECONDS);
}

/**
 * What the index's page shows of a file after an answer that was lost or a "no", which may only mean that the file is
 * there: the page decides, not the words. Null: it shows none, or cannot be read.
 */
async function seenAs(file: Uploadable, look: Upload["look"]): Promise<"present" | "diverged" | null> {
  try {
    const there = (await look()).files.get(file.fileName)?.sha256 ?? "";
    return there === "" ? null : there === file.digests.sha256 ? "present" : "diverged";
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

async function post(
  body: StreamedBody,
  target: UploadIndex,
  user: string,
  token: Secret,
  ports: PublishPorts,
): Promise<IndexAnswer | Error> {
  try {
    return await ports.http.request({
      method: "POST",
      url: target.uploadUrl,
      headers: {
        accept: "application/json",
        authorization: authorization(user, token),
        "content-type": body.contentType,
      },
      body: body.stream(),
      contentLength: body.contentLength,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      signal: ports.signal,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    return error as Error;
  }
}
