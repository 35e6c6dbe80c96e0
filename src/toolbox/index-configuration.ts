import { dirname, isAbsolute, join, resolve } from "node:path";
import { parse } from "smol-toml";
import type { Ports } from "../ports/ports.ts";
import { Secret } from "../ports/secret.ts";

/** One package index of the user's. */
export interface IndexAddress {
  /** Without credentials. */
  readonly url: string;
  readonly username: string | null;
  readonly password: Secret | null;
  /** Where it was read, for example `PIP_INDEX_URL` or a configuration file's path. */
  readonly source: string;
}

/** What pip and uv of this user would install from. */
export interface IndexConfiguration {
  /** Null: the installers' own default, PyPI. */
  readonly default: IndexAddress | null;
  readonly extra: readonly IndexAddress[];
  /** Directories (absolute) or pages with plain links. */
  readonly findLinks: readonly string[];
  /** A CA bundle that only pip's configuration names. */
  readonly certificate: string | null;
  readonly trustedHosts: readonly string[];
  /** The user's netrc file, when there is one. */
  readonly netrc: string | null;
}

interface Settings {
  index?: string;
  extra: string[];
  findLinks: string[];
  certificate?: string;
  trusted: string[];
  source: string;
}

type IndexPorts = Pick<Ports, "files" | "environment">;

/**
 * Reads the user's own index settings: the environment before files, uv's before pip's (pip and uv agree on
 * nearly all machines; where only one is set up, it counts for both). Project files are not read: what a
 * release's users get does not depend on them. Unreadable files count as absent.
 */
export async function readIndexConfiguration(ports: IndexPorts): Promise<IndexConfiguration> {
  const layers = [
    fromVariables(ports, "uv"),
    fromVariables(ports, "pip"),
    ...(await uvFiles(ports)),
    ...(await pipFiles(ports)),
  ];
  const main = layers.find((layer) => layer.index !== undefined);
  const extra = layers.find((layer) => layer.extra.length > 0);
  const links = layers.find((layer) => layer.findLinks.length > 0);
  const certificate = layers.find((layer) => layer.certificate !== undefined)?.certificate ?? null;
  const netrc = ports.environment.variables["NETRC"] ?? join(ports.environment.home, ".netrc");
  return {
    default: main?.index === undefined ? null : indexAddress(main.index, main.source, ports),
    extra: (extra?.extra ?? []).map((url) => indexAddress(url, extra?.source ?? "", ports)),
    findLinks: await existing(links?.findLinks ?? [], ports),
    certificate,
    trustedHosts: [...new Set(layers.flatMap((layer) => layer.trusted))],
    netrc: (await ports.files.stat(netrc)) === null ? null : netrc,
  };
}

/** Splits credentials off an index address. `name=URL`, as uv writes it, is understood. */
export function indexAddress(text: string, source: string, ports: Pick<Ports, "environment">): IndexAddress {
  const named = /^([A-Za-z][\w.-]*)=(.+)$/.exec(text);
  const { variables } = ports.environment;
  const key = named?.[1]?.toUpperCase().replace(/[^A-Z0-9]/g, "_");
  const address = named?.[2] ?? text;
  let user = key === undefined ? undefined : variables[`UV_INDEX_${key}_USERNAME`];
  let password = key === undefined ? undefined : variables[`UV_INDEX_${key}_PASSWORD`];
  let url = address;
  if (URL.canParse(address)) {
    const parsed = new URL(address);
    if (parsed.username !== "") user = decodeURIComponent(parsed.username);
    if (parsed.password !== "") password = decodeURIComponent(parsed.password);
    parsed.username = "";
    parsed.password = "";
    url = parsed.href;
  }
  return {
    url,
    username: user ?? null,
    password: password === undefined ? null : new Secret(password),
    source,
  };
}

function fromVariables(ports: IndexPorts, tool: "uv" | "pip"): Settings {
  const { variables } = ports.environment;
  const words = (name: string): string[] =>
    (variables[name] ?? "").split(/\s+/).filter((word) => word !== "");
  const settings: Settings = { extra: [], findLinks: [], trusted: [], source: "" };
  const names =
    tool === "uv"
      ? {
          index: ["UV_DEFAULT_INDEX", "UV_INDEX_URL"],
          extra: ["UV_INDEX", "UV_EXTRA_INDEX_URL"],
          links: "UV_FIND_LINKS",
          trust: "UV_INSECURE_HOST",
        }
      : {
          index: ["PIP_INDEX_URL"],
          extra: ["PIP_EXTRA_INDEX_URL"],
          links: "PIP_FIND_LINKS",
          trust: "PIP_TRUSTED_HOST",
        };
  const index = names.index.find((name) => (variables[name] ?? "") !== "");
  if (index !== undefined) settings.index = variables[index] ?? "";
  settings.extra = names.extra.flatMap(words);
  settings.findLinks = words(names.links);
  settings.trusted = words(names.trust);
  settings.source = index ?? names.extra.find((name) => words(name).length > 0) ?? names.links;
  return settings;
}

async function uvFiles(ports: IndexPorts): Promise<readonly Settings[]> {
  const { variables, home, platform } = ports.environment;
  const configuration = variables["XDG_CONFIG_HOME"] || join(home, ".config");
  const paths =
    platform === "win32"
      ? [join(variables["APPDATA"] ?? home, "uv", "uv.toml")]
      : [join(configuration, "uv", "uv.toml"), "/etc/uv/uv.toml"];
  const explicit = variables["UV_CONFIG_FILE"];
  return readEach(explicit === undefined ? paths : [explicit], parseUvToml, ports);
}

async function pipFiles(ports: IndexPorts): Promise<readonly Settings[]> {
  const { variables, home, platform } = ports.environment;
  const explicit = variables["PIP_CONFIG_FILE"];
  if (explicit === "/dev/null" || explicit === "nul") return [];
  const configuration = variables["XDG_CONFIG_HOME"] || join(home, ".config");
  const user =
    platform === "win32"
      ? [join(variables["APPDATA"] ?? home, "pip", "pip.ini")]
      : [join(configuration, "pip", "pip.conf"), join(home, ".pip", "pip.conf")];
  const mac = platform === "darwin" ? [join(home, "Library", "Application Support", "pip", "pip.conf")] : [];
  const site = variables["VIRTUAL_ENV"] === undefined ? [] : [join(variables["VIRTUAL_ENV"], "pip.conf")];
  const global = platform === "win32" ? [] : ["/etc/xdg/pip/pip.conf", "/etc/pip.conf"];
  const paths = [...(explicit === undefined ? [] : [explicit]), ...site, ...mac, ...user, ...global];
  return readEach(paths, parsePipConf, ports);
}

async function readEach(
  paths: readonly string[],
  read: (text: string, path: string) => Settings,
  ports: IndexPorts,
): Promise<readonly Settings[]> {
  const layers = await Promise.all(
    paths.map(async (path) => {
      try {
        return read(await ports.files.readText(path), path);
      } catch {
        return null;
      }
    }),
  );
  return layers.filter((layer) => layer !== null);
}

/** `[global]` and, stronger, `[install]` of a pip configuration file. */
function parsePipConf(text: string, path: string): Settings {
  const values = new Map<string, string>();
  let section = "";
  let key: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]+)\]/.exec(line);
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const setting = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (heading) {
      section = heading[1]?.trim() ?? "";
      key = null;
    } else if (setting) {
      key = `${section}.${setting[1]?.trim().toLowerCase().replaceAll("_", "-")}`;
      values.set(key, setting[2]?.trim() ?? "");
    } else if (key !== null) {
      values.set(key, `${values.get(key) ?? ""} ${line.trim()}`.trim());
    }
  }
  const value = (name: string): string | undefined =>
    values.get(`install.${name}`) ?? values.get(`global.${name}`);
  const words = (name: string): string[] => (value(name) ?? "").split(/\s+/).filter((word) => word !== "");
  const index = value("index-url");
  const certificate = value("cert");
  return {
    ...(index === undefined ? {} : { index }),
    ...(certificate === undefined ? {} : { certificate }),
    extra: words("extra-index-url"),
    findLinks: words("find-links").map((link) => localPath(link, dirname(path))),
    trusted: words("trusted-host"),
    source: path,
  };
}

function parseUvToml(text: string, path: string): Settings {
  const document = parse(text);
  const settings: Settings = { extra: [], findLinks: [], trusted: [], source: path };
  const strings = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  for (const entry of Array.isArray(document["index"]) ? document["index"] : []) {
    const { url, name, default: isDefault, explicit } = entry as Record<string, unknown>;
    if (typeof url !== "string" || explicit === true) continue;
    const named = typeof name === "string" ? `${name}=${url}` : url;
    if (isDefault === true) settings.index ??= named;
    else settings.extra.push(named);
  }
  if (typeof document["index-url"] === "string") settings.index ??= document["index-url"];
  settings.extra.push(...strings(document["extra-index-url"]));
  settings.findLinks = strings(document["find-links"]).map((link) => localPath(link, dirname(path)));
  settings.trusted = strings(document["allow-insecure-host"]);
  return settings;
}

function localPath(link: string, base: string): string {
  return isAbsolute(link) || link.includes("://") ? link : resolve(base, link);
}

async function existing(links: readonly string[], ports: IndexPorts): Promise<readonly string[]> {
  const kept = await Promise.all(
    links.map(async (link) => {
      if (link.includes("://")) return link;
      const entries = await ports.files.list(link).catch(() => []);
      return entries.length > 0 ? link : null;
    }),
  );
  return kept.filter((link) => link !== null);
}
