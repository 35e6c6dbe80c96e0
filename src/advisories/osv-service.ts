import { fault } from "../findings/fault.ts";
import { limitTo } from "../ports/limit.ts";
import type { Ports } from "../ports/ports.ts";
import { parseJson } from "../text/json.ts";
import { retryAfterSeconds } from "../text/retry-after.ts";
import { normalizeName } from "../version/names.ts";
import { askedVersion, installedVersion } from "./affected.ts";
import type { AdvisoryDatabase, Package } from "./match.ts";
import { isUnread, readRecord, type AdvisoryRecord, type UnreadRecord } from "./record.ts";

/** What asking a service takes from outside. */
export type ServicePorts = Pick<Ports, "http" | "signal" | "clock" | "pause">;

/** OSV's own service. */
export const OSV_SERVICE = "https://api.osv.dev";

/** What a service knows of a set of packages. */
export interface ServedAdvisories extends AdvisoryDatabase {
  readonly unread: readonly UnreadRecord[];
}

/** Queries of one batch: the service rejects more. */
const BATCH = 1000;
/** Rounds of pages that are asked for, so that no service can keep us without end. */
const MAX_ROUNDS = 50;
/** Vulnerabilities of one audit. */
const MAX_RECORDS = 20_000;
const MAX_BYTES = 32 * 2 ** 20;
const TIMEOUT_MS = 60_000;
const WIDTH = 16;
const MAX_WAIT = 30;

interface Query {
  readonly at: number;
  readonly token: string | null;
}

/**
 * Asks a service of OSV's form for the advisories of packages: their ids in batches, then each record once.
 *
 * @see https://google.github.io/osv.dev/post-v1-querybatch/
 */
export async function askService(
  packages: readonly Package[],
  address: string,
  ports: ServicePorts,
): Promise<ServedAdvisories> {
  const base = address.replace(/\/+$/, "");
  const matched = packages.map(() => new Set<string>());
  for (let from = 0; from < packages.length; from += BATCH) {
    const here = packages.slice(from, from + BATCH);
    let open: readonly Query[] = here.map((_, at) => ({ at: from + at, token: null }));
    for (let round = 0; open.length > 0; round += 1) {
      if (round === MAX_ROUNDS) throw wrongAnswer(base, `there are more than ${MAX_ROUNDS} pages`);
      open = await askPage(open);
    }
  }
  const ids = [...new Set(matched.flatMap((each) => [...each]))].sort();
  if (ids.length > MAX_RECORDS) throw wrongAnswer(base, `it names ${ids.length} vulnerabilities`);
  const limited = limitTo(WIDTH);
  const unread: UnreadRecord[] = [];
  const byName = new Map<string, AdvisoryRecord[]>();
  const records = await Promise.all(ids.map((id) => limited(() => readOne(id))));
  for (const record of records) {
    if (isUnread(record)) {
      unread.push(record);
      continue;
    }
    for (const name of record.affected.keys()) byName.set(name, [...(byName.get(name) ?? []), record]);
  }
  const served = new Map(
    packages.map(({ name, version }, at) => [
      `${normalizeName(name)} ${version}`,
      matched[at] ?? new Set<string>(),
    ]),
  );
  return {
    unread,
    recordsOf: (name) => byName.get(name) ?? [],
    matchedBy: (name, version) => served.get(`${name} ${version}`) ?? new Set(),
  };

  /** One round of a batch; what has further pages is asked again. */
  async function askPage(queries: readonly Query[]): Promise<readonly Query[]> {
    const body = JSON.stringify({
      queries: queries.map(({ at, token }) => {
        const { name = "", version = "" } = packages[at] ?? {};
        return {
          package: { name: normalizeName(name), ecosystem: "PyPI" },
          version: askedVersion(installedVersion(version)),
          ...(token === null ? {} : { page_token: token }),
        };
      }),
    });
    const answer = await ask("POST", "v1/querybatch", body);
    const results = isObject(answer) ? answer["results"] : null;
    if (!Array.isArray(results) || results.length !== queries.length) {
      throw wrongAnswer(base, "it does not answer every query");
    }
    return queries.flatMap(({ at }, position): Query | readonly Query[] => {
      const result: unknown = results[position];
      if (!isObject(result)) throw wrongAnswer(base, "a result is no object");
      const vulnerabilities = result["vulns"] ?? [];
      if (!Array.isArray(vulnerabilities)) throw wrongAnswer(base, "its vulns are no list");
      for (const each of vulnerabilities as readonly unknown[]) {
        if (!isObject(each) || typeof each["id"] !== "string") throw wrongAnswer(base, "a result has no id");
        matched[at]?.add(each["id"]);
      }
      // A page may be empty and still have one behind it.
      const token = result["next_page_token"];
      return typeof token === "string" && token !== "" ? { at, token } : [];
    });
  }

  async function readOne(id: string): Promise<AdvisoryRecord | UnreadRecord> {
    const record = readRecord(await ask("GET", `v1/vulns/${encodeURIComponent(id)}`));
    return record.id === "?" ? { id, problem: "it has no id" } : record;
  }

  async function ask(method: string, path: string, body?: string): Promise<unknown> {
    const request = {
      method,
      url: `${base}/${path}`,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      signal: ports.signal,
    };
    let answer = await send(request);
    if (answer.status === 429 || answer.status === 503) {
      const wait = retryAfterSeconds(answer.headers, ports.clock.now()) ?? 1;
      await ports.pause(Math.min(wait, MAX_WAIT));
      answer = await send(request);
    }
    if (answer.status !== 200) throw unreachable(base, `it answers ${answer.status} to ${method} ${path}`);
    const value = parseJson(new TextDecoder().decode(answer.body));
    if (value === null) throw wrongAnswer(base, `${path} gives no JSON`);
    return value;
  }

  async function send(
    request: Parameters<ServicePorts["http"]["request"]>[0],
  ): ReturnType<ServicePorts["http"]["request"]> {
    try {
      return await ports.http.request(request);
    } catch (error) {
      if (ports.signal.aborted) throw error;
      throw unreachable(base, (error as Error).message, error);
    }
  }
}

function unreachable(service: string, reason: string, cause?: unknown): Error {
  return fault("audit/service-unreachable", { service, reason }, cause === undefined ? {} : { cause });
}

function wrongAnswer(service: string, reason: string): Error {
  return fault("audit/service-answer", { service, reason });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
