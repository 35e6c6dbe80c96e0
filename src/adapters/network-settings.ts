import { readdirSync, readFileSync } from "node:fs";
import { Agent as HttpAgent, globalAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { join } from "node:path";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";

import { fault } from "../findings/fault.ts";

type Variables = Readonly<Record<string, string>>;

/** The way out of this machine's network: its proxy, and whom it trusts. */
export interface NetworkSettings {
  /**
   * What connects to an address: through the proxy for it, in trust of the usual authorities, the system's, those of the
   * variables, and one more. A connection is never one that was made in another trust.
   */
  readonly agentFor: (url: URL, ca: string | undefined) => HttpAgent | HttpsAgent;
  /** Passwords of the proxies: a proxy may tell them in an error page. */
  readonly secrets: readonly string[];
}

/** By which variables pip, twine, requests, curl and OpenSSL are told of a private authority. */
const CA_FILES = [
  "SSL_CERT_FILE",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "PIP_CERT",
  "TWINE_CERT",
  "HATCH_INDEX_CA_CERT",
  "PDM_PUBLISH_CA_CERTS",
];
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Reads the variables as other tools do; files only when the first connection needs them. */
export function networkSettings(variables: Variables): NetworkSettings {
  const agents = new Map<string, HttpAgent | HttpsAgent>();
  let authorities: readonly string[] | undefined;
  return {
    agentFor(url, ca = "") {
      const proxy = proxyFor(url, variables);
      if (proxy !== null && !/^https?:/.test(proxy)) {
        throw fault("usage/proxy-protocol", {
          host: url.host,
          protocol: /^[a-z][\w+.-]*(?=:)/i.exec(proxy)?.[0] ?? "unknown",
          variable: url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY",
        });
      }
      const isSecure = url.protocol === "https:";
      const key = `${url.protocol} ${proxy ?? ""} ${isSecure ? ca : ""}`;
      const made = agents.get(key) ?? (isSecure ? secureAgent(proxy, ca) : plainAgent(proxy));
      agents.set(key, made);
      return made;
    },
    secrets: ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => {
      const password = URL.parse(valueOf(name, variables))?.password ?? "";
      return password === "" ? [] : [password];
    }),
  };

  function secureAgent(proxy: string | null, ca: string): HttpsAgent {
    authorities ??= [
      ...getCACertificates("default"),
      ...getCACertificates("system"),
      ...ownAuthorities(variables),
    ];
    const secureContext: SecureContext = createSecureContext({
      ca: [...authorities, ...(ca === "" ? [] : [ca])],
    });
    const through = proxy === null ? {} : { proxyEnv: { HTTPS_PROXY: proxy } };
    return new HttpsAgent({ keepAlive: true, secureContext, ...through });
  }
}

function plainAgent(proxy: string | null): HttpAgent {
  return proxy === null ? globalAgent : new HttpAgent({ keepAlive: true, proxyEnv: { HTTP_PROXY: proxy } });
}

/** The proxy for an address; null for this very machine, for the hosts of NO_PROXY, and without one. */
export function proxyFor(url: URL, variables: Variables): string | null {
  if (LOOPBACK.has(url.hostname)) return null;
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const said = valueOf(name, variables) || valueOf("ALL_PROXY", variables);
  if (said === "" || isExempt(url, valueOf("NO_PROXY", variables))) return null;
  return said.includes("://") ? said : `http://${said}`;
}

/** As curl reads it: names with all below them, with or without a dot in front, a port, or `*`. */
function isExempt({ hostname, port, protocol }: URL, text: string): boolean {
  const own = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return text.split(/[\s,]+/).some((entry) => {
    if (entry === "" || entry === "*") return entry === "*";
    const [, host = "", at] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (at !== undefined && at !== own) return false;
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}

/** The small spelling counts first, as in curl. */
function valueOf(name: string, variables: Variables): string {
  return (variables[name.toLowerCase()] ?? variables[name] ?? "").trim();
}

function ownAuthorities(variables: Variables): readonly string[] {
  const files = CA_FILES.flatMap((name) => {
    const path = (variables[name] ?? "").trim();
    return path === "" ? [] : [{ name, path }];
  });
  const directories = (variables["SSL_CERT_DIR"] ?? "").split(process.platform === "win32" ? ";" : ":");
  return [...files.map(authoritiesIn), ...directories.filter((each) => each !== "").flatMap(directory)];
}

function authoritiesIn({ name, path }: { readonly name: string; readonly path: string }): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${name} names a certificate file that cannot be read: ${path}`, { cause: error });
  }
}

function directory(path: string): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => /\.(?:pem|crt|cer|\d+)$/.test(name))
      .map((name) => readFileSync(join(path, name), "utf8"));
  } catch {
    // OpenSSL passes over what is not there, too.
    return [];
  }
}
