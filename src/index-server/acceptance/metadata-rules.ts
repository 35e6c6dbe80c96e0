import { judgeMetadata } from "../../distribution/acceptance/judge-metadata.ts";
import type { RequestFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const CORE_METADATA = "https://packaging.python.org/specifications/core-metadata";
const LOCAL_VERSIONS =
  "https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers";

/** PyPI collects every error of the metadata and utters the first. */
export function soundMetadata(facts: RequestFacts): Refusal | null {
  const { localVersions } = facts.settings;
  const error = judgeMetadata(facts.fields).find(
    ({ reason }) => !(localVersions && reason === "local-version"),
  );
  if (error === undefined) return null;
  const page = error.reason === "local-version" ? LOCAL_VERSIONS : CORE_METADATA;
  const stop = error.message.endsWith(".") ? "" : ".";
  return refuse(error.reason, `${error.message}${stop} See ${page} for more information.`);
}
