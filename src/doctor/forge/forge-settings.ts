import { Buffer } from "node:buffer";
import * as v from "valibot";
import type { Ports } from "../../ports/ports.ts";
import type { Secret } from "../../ports/secret.ts";
import { printableLine } from "../../text/printable.ts";
import { FORGE_TITLES } from "../../forge/forge.ts";

/** An answer, or why there is none that can be used. */
export type Asked<T> = { readonly value: T } | { readonly unknown: string; readonly status: number };

/** One repository's settings, by the API of its host: asked once each, never waited for. */
export interface ForgeSettings {
  readonly kind: "github" | "gitlab";
  readonly title: string;
  /** `owner/name`, as the remote has it. */
  readonly repository: string;
  /** A document below the repository's own path; `""` is the repository itself. */
  get(path: string): Promise<Asked<unknown>>;
  /** The number of a person by their login. */
  user(login: string): Promise<Asked<number>>;
  send(method: "PUT" | "POST" | "PATCH", path: string, body: unknown): Promise<Asked<unknown>>;
}

/** `owner/name`, with any number of groups: what a host names a repository, and fit to stand in a command. */
export const REPOSITORY: RegExp = /^[\w.-]+(?:\/[\w.-]+)+$/;

/** A document of the repository in the shape that the host documents. */
export async function askAs<T>(
  forge: Pick<ForgeSettings, "get" | "title">,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<Asked<T>> {
  const found = await forge.get(path);
  if ("unknown" in found) return found;
  const parsed = v.safeParse(schema, found.value);
  return parsed.success
    ? { value: parsed.output }
    : { unknown: `${forge.title}'s response does not match its documentation`, status: 200 };
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** The place and the token of a repository. */
export interface SettingsPlace {
  readonly kind: "github" | "gitlab";
  readonly repository: string;
  /** Without a slash at the end. */
  readonly api: string;
  readonly token: Secret;
}

/** Talks to the API about one repository. */
export function forgeSettings(place: SettingsPlace, ports: Pick<Ports, "http" | "signal">): ForgeSettings {
  const { kind, repository, api, token } = place;
  const title = FORGE_TITLES[kind];
  const root =
    kind === "github" ? `${api}/repos/${repository}` : `${api}/projects/${encodeURIComponent(repository)}`;
  const authorization: Readonly<Record<string, string>> =
    kind === "github"
      ? { authorization: `Bearer ${token.reveal()}`, "x-github-api-version": "2022-11-28" }
      : { "private-token": token.reveal() };

  async function ask(method: string, path: string, body?: unknown): Promise<Asked<unknown>> {
    try {
      const answer = await ports.http.request({
        method,
        url: path.startsWith("/") ? `${api}${path}` : path === "" ? root : `${root}/${path}`,
        headers: {
          accept: "application/json",
          "user-agent": "shipwheel",
          ...authorization,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        maxBytes: MAX_BYTES,
        timeoutMs: TIMEOUT_MS,
        signal: ports.signal,
      });
      return read(title, answer);
    } catch (error) {
      ports.signal.throwIfAborted();
      return { unknown: `${title} cannot be reached: ${printableLine((error as Error).message)}`, status: 0 };
    }
  }

  return {
    kind,
    title,
    repository,
    get: (path) => ask("GET", path),
    async user(login) {
      const name = encodeURIComponent(login);
      const found = await ask("GET", kind === "github" ? `/users/${name}` : `/users?username=${name}`);
      if ("unknown" in found) return found;
      // GitLab answers with a list, empty for a login that nobody has.
      const person: unknown = Array.isArray(found.value) ? found.value[0] : found.value;
      const { id } = (person ?? {}) as { id?: unknown };
      return typeof id === "number"
        ? { value: id }
        : { unknown: `${title} has no user of that name`, status: 404 };
    },
    send: (method, path, body) => ask(method, path, body),
  };
}

function read(
  title: string,
  { status, headers, body }: { status: number; headers: Readonly<Record<string, string>>; body: Uint8Array },
): Asked<unknown> {
  const text = Buffer.from(body).toString("utf8");
  const value = parse(text);
  if (status >= 200 && status < 300) {
    if (value !== undefined || text.trim() === "") return { value: value ?? null };
    return { unknown: `${title}'s response is not JSON: check its API URL`, status };
  }
  const words = wordsOf(value);
  const said = words === "" ? "" : ` ("${words}")`;
  return { unknown: `${reason(title, status, headers, words)}${said}`, status };
}

function reason(
  title: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  words: string,
): string {
  if (status === 401) return `the token is wrong, expired or revoked`;
  if (
    status === 429 ||
    (status === 403 && (headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(words)))
  )
    return `${title}'s rate limit is exceeded: try again later`;
  if (status === 403) return "the token has no permission to read it";
  if (status === 404) return "not found, or not visible to this token";
  if (status >= 300 && status < 400) return "moved: the repository was renamed";
  return `${title} answers ${status}`;
}

const MAX_WORDS = 200;

function wordsOf(value: unknown): string {
  const { message, error } = (value ?? {}) as { message?: unknown; error?: unknown };
  // GitLab tells what is wrong with a field as {"name": ["has already been taken"]}.
  const words = typeof message === "string" ? message : typeof error === "string" ? error : ofFields(message);
  return printableLine(words).slice(0, MAX_WORDS);
}

function ofFields(message: unknown): string {
  if (typeof message !== "object" || message === null) return "";
  const said = Object.entries(message).map(([field, words]) => `${field} ${String(words)}`);
  return said.join("; ");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
