import { Buffer } from "node:buffer";
import { dialectOfAnswer } from "../index-client/dialects/registry.ts";
import { announcedRoot } from "../index-client/upload-2.ts";
import { below } from "../index-client/dialects/dialect.ts";
import type { Ports } from "../ports/ports.ts";
import type { IndexTarget } from "./choose-target.ts";
import { releaseLook, type LookPorts } from "./release-look.ts";
import type { Reader } from "./remote-project.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/**
 * The same index, its kind told by how it answers where the address shows none, and with its Upload 2.0 API where it
 * announces one: nothing is sent but a question without credentials. An index that shows nothing stays as it was guessed.
 */
export async function detectIndex<Target extends IndexTarget>(
  target: Target,
  { http, signal }: Pick<Ports, "http" | "signal">,
): Promise<Target> {
  const asksSessions = target.sessions === undefined && target.dialect.mayStage;
  if (target.isGuessed !== true && !asksSessions) return target;
  const url = new URL(target.uploadUrl);
  try {
    const { headers, body } = await http.request({
      method: "GET",
      url: url.href,
      headers: { accept: "text/html" },
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      signal,
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
    const text = Buffer.from(body.subarray(0, 4000)).toString("utf8");
    const root = asksSessions ? announcedRoot(headers["link"], url.href) : null;
    // Credentials go where uploads go, and to no other host on the word of an answer.
    const sessions = root === null || new URL(root).origin !== url.origin ? null : root;
    const asked = asksSessions ? { ...target, sessions } : target;
    const dialect = target.isGuessed === true ? dialectOfAnswer({ headers, text }) : null;
    return dialect === null
      ? asked
      : { ...asked, dialect, simpleUrl: dialect.simpleUrl(url), isGuessed: false };
  } catch {
    signal.throwIfAborted();
    // Who does not answer a question does not answer the upload either, and that is where it is told.
    return target;
  }
}

/**
 * Where the project pages of an index are, when they are not where they were guessed: the usual places are looked at for
 * one that shows files of the release. Null: none does, or somebody said where they are.
 */
export async function findPages(
  target: IndexTarget,
  reader: Reader,
  release: { readonly project: string; readonly version: string },
  ports: LookPorts,
): Promise<string | null> {
  if (target.isGuessed !== true) return null;
  const url = new URL(target.uploadUrl);
  const places = [
    below(url, "simple"),
    new URL("simple/", below(url, "..")).href,
    below(url, "+simple"),
    new URL("/simple/", url).href,
    url.href,
  ];
  for (const simpleUrl of new Set(places)) {
    if (simpleUrl === target.simpleUrl) continue;
    try {
      const remote = await releaseLook({ ...target, simpleUrl }, reader, release, ports)();
      if (remote.files.size > 0) return simpleUrl;
    } catch {
      ports.signal.throwIfAborted();
    }
  }
  return null;
}
