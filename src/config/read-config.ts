import * as v from "valibot";
import { Address } from "../ports/address.ts";
import { fault } from "../findings/fault.ts";
import type { TomlFile } from "../tree/toml-file.ts";
import { configSchema, DEFAULT_CONFIG, type Config } from "./schema.ts";
import { placeOf, schemaFault } from "./schema-fault.ts";

const BASE = ["tool", "shipwheel"];

/**
 * Reads [tool.shipwheel]. Throws the faults `config/unknown-key` (with the nearest key that exists) and
 * `config/invalid-value`, and `config/credentials-in-address` for what would make a secret public; each with file, line
 * and column.
 */
export function readConfig(pyproject: TomlFile | null): Config {
  const table = pyproject?.get(BASE);
  if (pyproject === null || table === undefined) return DEFAULT_CONFIG;
  const result = v.safeParse(configSchema, table);
  if (!result.success) throw schemaFault(result.issues[0], configSchema, BASE, pyproject);
  refuseCredentials(table, BASE, pyproject);
  return result.output;
}

/** A repository's file is read by everybody who has the repository, and its addresses are shown and kept. */
function refuseCredentials(value: unknown, path: readonly (string | number)[], file: TomlFile): void {
  if (typeof value === "string" && hasCredentials(value)) {
    const location = file.locate(path);
    const key = path.slice(BASE.length).join(".");
    throw fault(
      "config/credentials-in-address",
      { file: placeOf(location), key },
      { location, details: { key } },
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    refuseCredentials(each, [...path, Array.isArray(value) ? Number(key) : key], file);
  }
}

function hasCredentials(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]*@/i.test(text)) return false;
  const address = Address.parse(text);
  // The name before a host of SSH is no secret.
  return address === null || address.password !== null || (address.user !== null && /^http/i.test(text));
}
