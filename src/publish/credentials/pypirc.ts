import { join } from "node:path";
import type { PublishConfig, PublishIndex } from "../../config/sections/publish.ts";
import { PUBLIC_INDEXES, TARGETS } from "../../index-client/targets.ts";
import { Address } from "../../ports/address.ts";
import type { Ports } from "../../ports/ports.ts";
import { Secret } from "../../ports/secret.ts";
import type { CredentialSet } from "./credential-set.ts";

type FilePorts = Pick<Ports, "files" | "environment">;

/** Every section of the user's .pypirc that is an index, as a set. */
export async function pypircSets(ports: FilePorts): Promise<readonly CredentialSet[]> {
  const text = await readOwn(join(ports.environment.home, ".pypirc"), ports);
  return [...sectionsOf(text)].flatMap(([name, values]) => {
    if (name === "distutils" || name === "") return [];
    const address = Address.parse(values.get("repository") ?? "");
    const standard = PUBLIC_INDEXES.find((id) => id === name);
    const url =
      address?.url ?? (standard === undefined ? null : (TARGETS[standard].endpoints?.uploadUrl ?? null));
    const password = values.get("password") ?? "";
    const secret = password === "" ? (address?.password ?? null) : new Secret(password);
    const user = values.get("username") ?? address?.user ?? null;
    const source = `~/.pypirc [${name}]`;
    const field = (key: string): string => `${key} in ${source}`;
    return {
      source,
      url,
      name: url === null ? name : null,
      placeSource: source,
      user: user === "" ? null : user,
      secret,
      userSource: field("username"),
      secretSource: field("password"),
      isToken: false,
    };
  });
}

/** The settings with the indexes that only the user's own files name. */
export async function withUserIndexes(config: PublishConfig, ports: FilePorts): Promise<PublishConfig> {
  const text = await readOwn(join(ports.environment.home, ".pypirc"), ports);
  const own = [...sectionsOf(text)].flatMap(([name, values]): [string, PublishIndex][] => {
    const url = Address.parse(values.get("repository") ?? "")?.url;
    return url === undefined ? [] : [[name, { url }]];
  });
  const poetry = Object.entries(ports.environment.variables).flatMap(
    ([key, value]): [string, PublishIndex][] => {
      const name = /^POETRY_REPOSITORIES_(.+)_URL$/.exec(key)?.[1];
      const url = Address.parse(value)?.url;
      return name === undefined || url === undefined
        ? []
        : [[name.toLowerCase().replaceAll("_", "-"), { url }]];
    },
  );
  return { ...config, indexes: { ...Object.fromEntries([...poetry, ...own]), ...config.indexes } };
}

/** The netrc entry of an index's host; `default` is for anybody, and so for nobody. */
export async function netrcSets(uploadUrl: string, ports: FilePorts): Promise<readonly CredentialSet[]> {
  const { variables, home } = ports.environment;
  const paths = variables["NETRC"]
    ? [variables["NETRC"]]
    : [".netrc", "_netrc"].map((name) => join(home, name));
  const texts = await Promise.all(paths.map((path) => readOwn(path, ports)));
  const words = Array.from(
    (texts.find((text) => text !== "") ?? "")
      .replaceAll(/(^|\s)#.*$/gm, "")
      .matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g),
    ([, quoted, plain = ""]) => quoted?.replaceAll(/\\(.)/g, "$1") ?? plain,
  );
  const { hostname } = new URL(uploadUrl);
  const from = words.findIndex((word, position) => word === "machine" && words[position + 1] === hostname);
  if (from === -1) return [];
  const rest = words.slice(from + 2);
  const end = rest.findIndex((word) => ["machine", "default", "macdef"].includes(word));
  const entry = end === -1 ? rest : rest.slice(0, end);
  const value = (key: string): string | null => {
    const position = entry.findIndex((word, each) => each % 2 === 0 && word === key);
    return position === -1 ? null : (entry[position + 1] ?? null);
  };
  const [user, password] = [value("login"), value("password")];
  const source = `the netrc entry of ${hostname}`;
  return [
    {
      source,
      url: uploadUrl,
      name: null,
      placeSource: source,
      user,
      secret: password === null ? null : new Secret(password),
      userSource: `login in ${source}`,
      secretSource: `password in ${source}`,
      isToken: false,
    },
  ];
}

/** Empty for a file that is not there or cannot be read. */
async function readOwn(path: string, { files }: Pick<Ports, "files">): Promise<string> {
  return files.readText(path).catch(() => "");
}

/** An INI file as Python's configparser reads it, without interpolation. */
function sectionsOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const heading = /^\[([^\]]+)\]/.exec(line)?.[1];
    const setting = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (heading !== undefined) {
      current = sections.get(heading) ?? new Map<string, string>();
      sections.set(heading, current);
    } else if (setting !== null) current?.set((setting[1] ?? "").toLowerCase(), (setting[2] ?? "").trim());
  }
  return sections;
}
