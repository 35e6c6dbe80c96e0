import { ENDPOINTS } from "../endpoints.ts";
import { ORDINARY, type IndexDialect } from "./dialect.ts";

const { title, uploadUrl, simpleUrl, site } = ENDPOINTS.pypi;
const HOSTS: ReadonlySet<string> = new Set([new URL(uploadUrl).host, new URL(site).host]);

/** The Python Package Index, and what follows all its rules elsewhere. */
export const pypi: IndexDialect = {
  ...ORDINARY,
  id: "pypi",
  title,
  recognises: (url) => HOSTS.has(url.host),
  recognisedBy: "its host",
  simpleUrl: (url) => (HOSTS.has(url.host) ? simpleUrl : new URL("/simple/", url).href),
  site: (url) => (HOSTS.has(url.host) ? site : url.origin),
  isPyPI: true,
  trustedPublishing: true,
  attestations: true,
  // Nobody uploads several files of one release to PyPI at once: its answers to that are not known.
  uploadsAtOnce: 1,
  mayStage: true,
};
