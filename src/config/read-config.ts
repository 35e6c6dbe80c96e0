import * as v from "valibot";
import type { TomlFile } from "../tree/toml-file.ts";
import { configSchema, DEFAULT_CONFIG, type Config } from "./schema.ts";
import { schemaFault } from "./schema-fault.ts";

const BASE = ["tool", "shipwheel"];

/**
 * Reads [tool.shipwheel]. Throws the faults `config/unknown-key` (with the nearest key that exists) and
 * `config/invalid-value`, both with file, line and column.
 */
export function readConfig(pyproject: TomlFile | null): Config {
  const table = pyproject?.get(BASE);
  if (pyproject === null || table === undefined) return DEFAULT_CONFIG;
  const result = v.safeParse(configSchema, table);
  if (result.success) return result.output;
  throw schemaFault(result.issues[0], configSchema, BASE, pyproject);
}
