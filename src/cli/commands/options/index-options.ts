import { PUBLIC_INDEXES } from "../../../index-client/targets.ts";
import { DIALECT_IDS } from "../../../index-client/dialects/registry.ts";
import type { ChoiceOption, TextOption } from "../../options/declaration.ts";

/** The index that files go to. */
export const PUBLISH_INDEX: TextOption = {
  kind: "text",
  aliases: ["publishUrl", "repository", "repositoryUrl"],
  value: "<name|url>",
  help: `${PUBLIC_INDEXES.join(", ")}, a configured name, or an upload URL`,
};

/** What can be said of an index that its address does not show; for every command that uploads. */
export const INDEX_OPTIONS: { readonly indexKind: ChoiceOption; readonly simpleUrl: TextOption } = {
  indexKind: {
    kind: "choice",
    value: "<kind>",
    choices: DIALECT_IDS,
    help: "index software (default: detected from the URL, else from its answers)",
  },
  simpleUrl: {
    kind: "text",
    aliases: ["checkUrl"],
    value: "<url>",
    help: "base URL of its Simple API (default: depends on its kind)",
  },
};

/** The same for a run that uploads nowhere: whose rules hold, and where requirements come from. */
export function runIndexOptions(scope: string): typeof INDEX_OPTIONS & { readonly ca: TextOption } {
  return {
    indexKind: {
      ...INDEX_OPTIONS.indexKind,
      scope,
      help: "index software that the release is for: only PyPI's has PyPI's rules (default: as configured)",
    },
    simpleUrl: {
      ...INDEX_OPTIONS.simpleUrl,
      scope,
      help: "base URL of the Simple API to install requirements from (default: as uv and pip are configured)",
    },
    ca: UPLOAD_OPTIONS.ca,
  };
}

/** How one authenticates there; for every command that uploads. */
export const UPLOAD_OPTIONS = {
  auth: {
    kind: "choice",
    value: "<how>",
    choices: ["auto", "trusted", "token"],
    default: "auto",
    help: "authentication method",
  },
  tokenStdin: { kind: "switch", help: "read the API token from standard input" },
  ca: {
    kind: "text",
    aliases: ["cert"],
    value: "<file>",
    help: "PEM file with an additional CA certificate",
  },
} as const;
