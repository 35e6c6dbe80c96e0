import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { IndexAddress, IndexConfiguration } from "./index-configuration.ts";

/**
 * The variables by which pip and uv take the user's indexes. Credentials go into a private netrc file
 * in `directory`, never into argv or a variable; the user's own netrc is kept below them. A name without a
 * password stays in the address: that is where such indexes want it, as a name.
 */
export async function indexEnvironment(
  configuration: IndexConfiguration,
  directory: string,
  ports: Pick<Ports, "files">,
): Promise<Readonly<Record<string, string>>> {
  const { default: main, extra, findLinks, trustedHosts, certificate } = configuration;
  const variables: Record<string, string> = {};
  if (main !== null) {
    variables["PIP_INDEX_URL"] = plainUrl(main);
    variables["UV_DEFAULT_INDEX"] = plainUrl(main);
  }
  if (extra.length > 0) {
    variables["PIP_EXTRA_INDEX_URL"] = extra.map(plainUrl).join(" ");
    variables["UV_INDEX"] = extra.map(plainUrl).join(" ");
  }
  if (findLinks.length > 0) {
    variables["PIP_FIND_LINKS"] = findLinks.join(" ");
    variables["UV_FIND_LINKS"] = findLinks.join(",");
  }
  if (trustedHosts.length > 0) {
    variables["PIP_TRUSTED_HOST"] = trustedHosts.join(" ");
    variables["UV_INSECURE_HOST"] = trustedHosts.join(" ");
  }
  if (certificate !== null) {
    variables["PIP_CERT"] = certificate;
    variables["SSL_CERT_FILE"] = certificate;
  }
  const netrc = await netrcFile(configuration, directory, ports);
  if (netrc !== null) variables["NETRC"] = netrc;
  return variables;
}

function plainUrl(address: IndexAddress): string {
  if (address.username === null || address.password !== null || !URL.canParse(address.url))
    return address.url;
  const url = new URL(address.url);
  url.username = encodeURIComponent(address.username);
  return url.href;
}

async function netrcFile(
  configuration: IndexConfiguration,
  directory: string,
  ports: Pick<Ports, "files">,
): Promise<string | null> {
  const entries = [configuration.default, ...configuration.extra].flatMap((address) => {
    if (address?.password == null || !URL.canParse(address.url)) return [];
    const { hostname } = new URL(address.url);
    return [
      `machine ${hostname} login ${quoted(address.username ?? "")} password ${quoted(address.password.reveal())}`,
    ];
  });
  if (entries.length === 0) return configuration.netrc;
  const own = configuration.netrc === null ? "" : await ports.files.readText(configuration.netrc);
  const file = join(directory, "netrc");
  await ports.files.write(file, `${entries.join("\n")}\n${own}`, { mode: 0o600 });
  return file;
}

function quoted(text: string): string {
  return /^[^\s"\\#]+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}
