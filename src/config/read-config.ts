import * as v from "valibot";
import { Address } from "../ports/address.ts";
import { fault, faultFields, type Fault } from "../findings/fault.ts";
import type { TomlFile } from "../tree/formats/toml-file.ts";
import { configSchema, DEFAULT_CONFIG, type Config } from "./schema.ts";
import type { PublishConfig } from "./sections/publish.ts";
import { innerIssues, placeOf, schemaFault } from "./schema-fault.ts";

const BASE = ["tool", "shipwheel"];

/**
 * Reads [tool.shipwheel]. Throws the faults `config/unknown-key` (with the nearest key that exists) and
 * `config/invalid-value`, and `config/credentials-in-address` for what would make a secret public; each with file, line
 * and column.
 */
export function readConfig(pyproject: TomlFile | null): Config {
  const table = pyproject?.get(BASE);
  const ofUv = uvIndexes(pyproject);
  if (pyproject === null || table === undefined) return withIndexes(DEFAULT_CONFIG, ofUv);
  const result = v.safeParse(configSchema, table);
  if (!result.success) {
    const faults = result.issues
      .flatMap((issue) => innerIssues(issue))
      .map((issue) => schemaFault(issue, configSchema, BASE, pyproject));
    throw joined(faults);
  }
  refuseCredentials(table, BASE, pyproject);
  return withIndexes(result.output, ofUv);
}

function withIndexes(config: Config, others: PublishConfig["indexes"]): Config {
  if (Object.keys(others).length === 0) return config;
  return { ...config, publish: { ...config.publish, indexes: { ...others, ...config.publish.indexes } } };
}

/** The indexes of [[tool.uv.index]] that take uploads (`publish-url`). */
function uvIndexes(pyproject: TomlFile | null): PublishConfig["indexes"] {
  const listed = pyproject?.get(["tool", "uv", "index"]);
  if (!Array.isArray(listed)) return {};
  return Object.fromEntries(
    (listed as readonly unknown[]).flatMap((each) => {
      const { name, url, "publish-url": uploads } = (each ?? {}) as Readonly<Record<string, unknown>>;
      const upload = typeof uploads === "string" ? Address.parse(uploads) : null;
      if (typeof name !== "string" || upload === null) return [];
      const simple = typeof url === "string" ? Address.parse(url) : null;
      return [[name, { url: upload.url, ...(simple === null ? {} : { simple: simple.url }) }]];
    }),
  );
}

/** All of them as one fault, so that one run tells everything. */
function joined(faults: readonly Fault[]): Fault {
  const [only, ...more] = faults;
  if (only !== undefined && more.length === 0) return only;
  const lines = faults.map(({ code, message, remedy }) =>
    code === "config/unknown-key" ? `${message}; ${remedy}` : message,
  );
  const fields = faults.map(faultFields);
  const { location } = fields[0] ?? {};
  return fault(
    "config/several",
    { count: faults.length },
    {
      cause: new Error(lines.join("\n")),
      ...(location === undefined ? {} : { location }),
      details: { errors: fields.map(({ code, message, remedy }) => ({ code, message, remedy })) },
    },
  );
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
