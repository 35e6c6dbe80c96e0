import { outerIndexes } from "../../index-client/upstream-indexes.ts";
import { maskedAddresses } from "../../text/redaction.ts";
import { ok, unknown, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type DoctorContext, type Probe } from "../probe.ts";

const TIMEOUT_MS = 15_000;
/** Identity tokens are good within half a minute of leeway. */
const MOST_SKEW_SECONDS = 30;
const PROXIES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];

/** Proxies, the index, and the clock by the index's own. */
export const network: Probe = defineProbe({
  id: "network",
  title: "network",
  async run(context) {
    return [proxies(context), ...(await indexAndClock(context))];
  },
});

function proxies({ ports: { environment } }: DoctorContext): DoctorLine {
  const said = { id: "proxies", title: "proxies" };
  const set = PROXIES.flatMap((name) => {
    const value = environment.variables[name] ?? environment.variables[name.toLowerCase()];
    return value === undefined || value === "" ? [] : [`${name}=${maskedAddresses(value)}`];
  });
  const bad = set.find((each) => !each.startsWith("NO_PROXY=") && !/=(?:https?|socks5h?):\/\//i.test(each));
  if (bad !== undefined)
    return wrong(said, `${bad} is not a URL`, "write it with its scheme: http://HOST:PORT");
  return ok(said, set.length === 0 ? "none" : set.join(", "));
}

async function indexAndClock({ indexes, offline, ports }: DoctorContext): Promise<readonly DoctorLine[]> {
  const index = { id: "index", title: "index" };
  const clock = { id: "clock", title: "clock" };
  const [main] = outerIndexes(indexes);
  if (offline || main === undefined) {
    const why = offline ? "not queried: --offline" : "no index is configured";
    return [unknown(index, why), unknown(clock, why)];
  }
  const shown = maskedAddresses(main.url);
  const ca =
    indexes.certificate === null ? null : await ports.files.readText(indexes.certificate).catch(() => null);
  try {
    const { status, headers } = await ports.http.request({
      method: "GET",
      url: `${main.url.replace(/\/+$/, "")}/pip/`,
      headers: {
        accept: "application/vnd.pypi.simple.v1+json, text/html;q=0.1",
        ...(main.authorization == null ? {} : { authorization: main.authorization.reveal() }),
      },
      timeoutMs: TIMEOUT_MS,
      signal: ports.signal,
      ...(ca === null ? {} : { ca }),
    });
    const reached =
      status < 400 || status === 404
        ? ok(index, `${shown} answers`)
        : wrong(
            index,
            `${shown} answers ${status}`,
            status === 401 || status === 403
              ? "configure credentials for it in pip or uv"
              : "check its status page, and try again",
          );
    return [reached, clockLine(headers["date"], ports.clock.now())];
  } catch (error) {
    ports.signal.throwIfAborted();
    const reason = (error as Error).message;
    return [
      wrong(
        index,
        `${shown} cannot be reached: ${maskedAddresses(reason)}`,
        "check whether a proxy, VPN or certificate authority is missing: PIP_INDEX_URL, HTTPS_PROXY, SSL_CERT_FILE",
      ),
      unknown(clock, "no server reported its time"),
    ];
  }
}

/** The machine's clock against a server's. */
export function clockLine(date: string | undefined, now: Date): DoctorLine {
  const said = { id: "clock", title: "clock" };
  const told = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told)) return unknown(said, "the index reports no time");
  const off = Math.round((now.getTime() - told) / 1000);
  if (Math.abs(off) <= MOST_SKEW_SECONDS) return ok(said, "agrees with the index");
  return wrong(
    said,
    `${Math.abs(off)} seconds ${off > 0 ? "ahead of" : "behind"} the index: identity tokens and signatures are rejected`,
    "synchronize the clock with a time server: timedatectl set-ntp true",
  );
}
