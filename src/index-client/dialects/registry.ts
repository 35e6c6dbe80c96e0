import { artifactory } from "./artifactory.ts";
import { devpi } from "./devpi.ts";
import type { IndexDialect } from "./dialect.ts";
import { generic } from "./generic.ts";
import { gitlab } from "./gitlab.ts";
import { nexus } from "./nexus.ts";
import { pypi } from "./pypi.ts";
import { pypiserver } from "./pypiserver.ts";
import { testpypi } from "./testpypi.ts";

/** Every kind of index; the first that recognises an address counts, `generic` recognises all. */
export const DIALECTS: readonly IndexDialect[] = [
  pypi,
  testpypi,
  gitlab,
  artifactory,
  nexus,
  devpi,
  pypiserver,
  generic,
];

/** The ids of {@link DIALECTS}, for the settings and the command line. */
export const DIALECT_IDS: readonly string[] = DIALECTS.map((dialect) => dialect.id);

/** The kind of index behind an upload address. */
export function dialectOf(uploadUrl: string): IndexDialect {
  const url = new URL(uploadUrl);
  return DIALECTS.find((dialect) => dialect.recognises(url)) ?? generic;
}
