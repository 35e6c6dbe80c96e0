import type { PublishConfig } from "../config/sections/publish.ts";
import { fault } from "../findings/fault.ts";
import { nearest } from "../text/nearest.ts";
import { DIALECTS, dialectOf } from "../index-client/dialects/registry.ts";
import { PUBLIC_INDEXES, TARGETS, targetOf } from "../index-client/targets.ts";
import type { Address } from "../ports/address.ts";
import type { UploadIndex } from "./target.ts";

/** An index as the project knows it. */
export interface IndexTarget extends UploadIndex {
  /** `pypi`, the name in the configuration, or the address itself. */
  readonly name: string;
  /** The name beside the token, when the configuration says one. */
  readonly user?: string;
  /** What stood in its address on the command line. */
  readonly given?: Address;
  /** Nobody said what software it is or where its pages are, and its address does not show it. */
  readonly isGuessed?: boolean;
}

/** What the command line says of an index, before the configuration and before what its address shows. */
export interface TargetOverrides {
  /** Id of a dialect. */
  readonly kind?: string;
  /** Base URL of the Simple API. */
  readonly simple?: string;
  /** The credentials that stood in its address. */
  readonly given?: Address;
  /** Who named it: an option, a variable, the settings. */
  readonly source?: string;
}

/**
 * The index behind a name or an address. Throws `usage/no-such-index` with the nearest name that exists.
 */
export function chooseTarget(
  nameOrUrl: string,
  config: PublishConfig,
  said: TargetOverrides = {},
): IndexTarget {
  const { endpoints } = TARGETS[targetOf(nameOrUrl)];
  if (endpoints !== null) {
    const { title, uploadUrl, simpleUrl } = endpoints;
    // They offer no sessions yet, and are not asked.
    return { name: nameOrUrl, title, uploadUrl, simpleUrl, dialect: dialectOf(uploadUrl), sessions: null };
  }
  const named = config.indexes[nameOrUrl];
  const isUrl = /^https?:\/\//.test(nameOrUrl);
  if (named === undefined && !isUrl) {
    const known = [...PUBLIC_INDEXES, ...Object.keys(config.indexes)];
    throw fault("usage/no-such-index", {
      index: nameOrUrl,
      nearest: nearest(nameOrUrl, known) ?? known.join(", "),
      ...(said.source === undefined ? {} : { source: said.source }),
    });
  }
  const settings = named ?? { url: nameOrUrl };
  const kind = said.kind ?? named?.kind;
  const dialect = kind === undefined ? dialectOf(settings.url) : DIALECTS.find((each) => each.id === kind);
  if (dialect === undefined) throw new Error(`unknown index software: ${kind}`);
  // What stands in the address of the pages is for their host.
  const given = hostOf(said.given?.url) === hostOf(settings.url) ? said.given : undefined;
  return {
    name: nameOrUrl,
    title: named === undefined ? new URL(settings.url).host : nameOrUrl,
    uploadUrl: settings.url,
    simpleUrl: said.simple ?? named?.simple ?? dialect.simpleUrl(new URL(settings.url)),
    dialect,
    isGuessed: kind === undefined && dialect.id === "generic" && (said.simple ?? named?.simple) === undefined,
    ...(named?.user === undefined ? {} : { user: named.user }),
    ...(named?.sessions === undefined ? {} : { sessions: named.sessions === "none" ? null : named.sessions }),
    ...(given === undefined ? {} : { given }),
  };
}

function hostOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).host;
}
