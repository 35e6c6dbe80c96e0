import type { PublishConfig } from "../config/sections/publish.ts";
import { fault } from "../findings/fault.ts";
import { nearest } from "../text/nearest.ts";
import { DIALECTS, dialectOf } from "./dialects/dialects.ts";
import { ENDPOINTS } from "../index-client/endpoints.ts";
import type { PublishTarget } from "./target.ts";

/** An index, without saying as whom. */
export type IndexTarget = Omit<PublishTarget, "credentials"> & {
  /** `pypi`, the name in the configuration, or the address itself. */
  readonly name: string;
  /** The name beside the token, when the configuration says one. */
  readonly user?: string;
};

/** What the command line says of an index, before the configuration and before what its address shows. */
export interface TargetOverrides {
  /** Id of a dialect. */
  readonly kind?: string;
  /** The parent of the project pages. */
  readonly simple?: string;
}

/**
 * The index behind a name or an address. Throws `usage/no-such-index` with the nearest name that exists, and
 * `config/invalid-value` for a kind that does not.
 */
export function chooseTarget(
  nameOrUrl: string,
  config: PublishConfig,
  said: TargetOverrides = {},
): IndexTarget {
  if (nameOrUrl === "pypi" || nameOrUrl === "testpypi") {
    const { title, uploadUrl, simpleUrl } = ENDPOINTS[nameOrUrl];
    return { name: nameOrUrl, title, uploadUrl, simpleUrl, dialect: dialectOf(uploadUrl) };
  }
  const named = config.indexes[nameOrUrl];
  const isUrl = /^https?:\/\//.test(nameOrUrl);
  if (named === undefined && !isUrl) {
    const known = ["pypi", "testpypi", ...Object.keys(config.indexes)];
    throw fault("usage/no-such-index", {
      index: nameOrUrl,
      nearest: nearest(nameOrUrl, known) ?? known.join(", "),
    });
  }
  const settings = named ?? { url: nameOrUrl };
  const kind = said.kind ?? named?.kind;
  const dialect = kind === undefined ? dialectOf(settings.url) : DIALECTS.find((each) => each.id === kind);
  if (dialect === undefined) {
    const reason = `must be one of ${DIALECTS.map((each) => each.id).join(", ")}`;
    const isSaid = said.kind !== undefined;
    const key = isSaid ? "--index-kind" : `publish.indexes.${nameOrUrl}.kind`;
    throw fault("config/invalid-value", {
      file: isSaid ? "the command line" : "pyproject.toml",
      key,
      reason,
    });
  }
  return {
    name: nameOrUrl,
    title: named === undefined ? new URL(settings.url).host : nameOrUrl,
    uploadUrl: settings.url,
    simpleUrl: said.simple ?? named?.simple ?? dialect.simpleUrl(new URL(settings.url)),
    dialect,
    ...(named?.user === undefined ? {} : { user: named.user }),
  };
}
