import { artifactory } from "./artifactory.ts";
import { azureArtifacts } from "./azure-artifacts.ts";
import { cloudsmith } from "./cloudsmith.ts";
import { codeartifact } from "./codeartifact.ts";
import { devpi } from "./devpi.ts";
import type { IndexDialect, SeenAnswer } from "./dialect.ts";
import { generic } from "./generic.ts";
import { gitea } from "./gitea.ts";
import { gitlab } from "./gitlab.ts";
import { googleArtifactRegistry } from "./google-artifact-registry.ts";
import { nexus } from "./nexus.ts";
import { pulp } from "./pulp.ts";
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
  azureArtifacts,
  codeartifact,
  googleArtifactRegistry,
  gitea,
  cloudsmith,
  pulp,
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

/** The kind of index that an answer shows; null when it shows none. */
export function dialectOfAnswer(answer: SeenAnswer): IndexDialect | null {
  return DIALECTS.find((dialect) => dialect.answers(answer)) ?? null;
}
