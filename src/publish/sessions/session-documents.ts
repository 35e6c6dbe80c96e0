import { Buffer } from "node:buffer";
import { fault } from "../../findings/fault.ts";
import type { IndexAnswer } from "../server-message.ts";
import type { UploadIndex } from "../target.ts";

/** A publishing session as the index tells it (PEP 694). */
export interface PublishingSession {
  readonly url: string;
  readonly uploadUrl: string;
  readonly publishUrl: string;
  /** Where it can be tried before it is public; null: the index offers no preview. */
  readonly stage: string | null;
  readonly mechanisms: readonly string[];
  /** `open`, `processing`, `published`, `error`, `canceled`; others may come with a later version. */
  readonly status: string;
  readonly expires: string;
  readonly notices: readonly string[];
  readonly files: ReadonlyMap<string, StagedEntry>;
}

/** A file of a session. */
export interface StagedEntry {
  readonly status: string;
  readonly link: string;
  readonly notices: readonly string[];
}

/** A file upload session as the index tells it. */
export interface FileUpload {
  readonly url: string;
  readonly completeUrl: string;
  readonly status: string;
  readonly notices: readonly string[];
  /** Where its bytes go, whole or in parts. */
  readonly bytesUrl: string | null;
  readonly partsUrl: string | null;
  readonly received: number;
  readonly attestationsUrl: string | null;
}

type Loose = Readonly<Record<string, unknown>>;

/** Reads a session. Throws `publish/session-unreadable`. */
export function readSession(answer: IndexAnswer, target: UploadIndex): PublishingSession {
  const document = parse(answer, target);
  const links = asObject(document["links"]);
  const link = (name: string): string => ownAddress(links[name], `links.${name}`, target);
  const files = Object.entries(asObject(document["files"])).map(([name, value]) => {
    const entry = asObject(value);
    const url = ownAddress(entry["link"], `files[${JSON.stringify(name)}].link`, target);
    return [
      name,
      { status: asText(entry["status"]), link: url, notices: asTexts(entry["notices"]) },
    ] as const;
  });
  return {
    url: link("session"),
    uploadUrl: link("upload"),
    publishUrl: link("publish"),
    stage: links["stage"] === undefined ? null : link("stage"),
    mechanisms: asTexts(document["mechanisms"]),
    status: asText(document["status"]),
    expires: asText(document["expires-at"]),
    notices: asTexts(document["notices"]),
    files: new Map(files),
  };
}

/** Reads a file upload session. Throws `publish/session-unreadable`. */
export function readFileUpload(answer: IndexAnswer, target: UploadIndex): FileUpload {
  const document = parse(answer, target);
  const links = asObject(document["links"]);
  const mechanism = asObject(document["mechanism"]);
  const optional = (name: string): string | null =>
    mechanism[name] === undefined ? null : ownAddress(mechanism[name], `mechanism.${name}`, target);
  return {
    url: ownAddress(links["file-upload-session"], "links.file-upload-session", target),
    completeUrl: ownAddress(links["complete"], "links.complete", target),
    status: asText(document["status"]),
    notices: asTexts(document["notices"]),
    bytesUrl: optional("file_url"),
    partsUrl: optional("parts_url"),
    received: typeof mechanism["received"] === "number" ? mechanism["received"] : 0,
    attestationsUrl: optional("attestations_url"),
  };
}

function parse(answer: IndexAnswer, target: UploadIndex): Loose {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(answer.body).toString("utf8"));
  } catch {
    throw unreadable(target, `an answer with status ${answer.status} is not JSON`);
  }
  const document = asObject(value);
  const version = asObject(document["meta"])["api-version"];
  if (typeof version === "string" && !/^2(?:\.|$)/.test(version))
    throw unreadable(target, `an answer is of the API version ${version.slice(0, 20)}`);
  return document;
}

/** Credentials are sent to these addresses: they are of the index itself. */
function ownAddress(value: unknown, where: string, target: UploadIndex): string {
  const root = target.sessions ?? target.uploadUrl;
  const url = typeof value === "string" ? URL.parse(value, root) : null;
  if (url === null) throw unreadable(target, `a response has no URL in ${where}`);
  if (url.origin !== new URL(root).origin)
    throw unreadable(target, `${where} leads to ${url.origin}, to which credentials are not sent`);
  return url.href;
}

function unreadable(target: UploadIndex, reason: string): Error {
  return fault("publish/session-unreadable", { index: target.title, reason });
}

function asObject(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
