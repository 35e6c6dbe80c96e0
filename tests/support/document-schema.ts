import { Ajv, type ErrorObject } from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOCUMENTS_ID } from "../../src/text/document-head.ts";
import { REPOSITORY } from "./repository.ts";

let validator: Ajv | null = null;

/**
 * What of a document its published schema does not allow; a key that the schema does not know counts. `name` is for
 * what does not say its own: a line of a stream.
 */
export function schemaProblems(document: unknown, name?: string): readonly string[] {
  validator ??= new Ajv({ strict: false, allErrors: true }).addSchema(closed(documentsSchema()));
  const own = (document as { readonly $schema?: unknown } | null)?.$schema;
  const id = name === undefined ? own : `${DOCUMENTS_ID}#/definitions/${name}`;
  const validate = typeof id === "string" ? validator.getSchema(id) : undefined;
  if (validate === undefined) return [`no schema ${JSON.stringify(id)}`];
  return validate(document) ? [] : (validate.errors ?? []).map(problem);
}

/** Throws when a command's `--json` is not what the published schema says. */
export function requireSchema(args: readonly string[], stdout: string): void {
  if (!args.includes("--json") || !stdout.startsWith("{")) return;
  const problems = schemaProblems(JSON.parse(stdout));
  if (problems.length > 0)
    throw new Error(`shipwheel ${args.join(" ")} is not as in its schema:\n${problems.join("\n")}`);
}

/** The names of the documents. */
export function documentNames(): readonly string[] {
  const { oneOf } = documentsSchema() as { readonly oneOf: readonly { readonly $ref: string }[] };
  return oneOf.map(({ $ref }) => $ref.replace("#/definitions/", ""));
}

function documentsSchema(): object {
  const text = readFileSync(join(REPOSITORY, "schema", "documents.schema.json"), "utf8");
  const schema = JSON.parse(text) as { readonly $id: string };
  if (schema.$id !== DOCUMENTS_ID) throw new Error("the schema has another id");
  return schema;
}

/** The published schema lets keys be added; here each has to be in it. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map((each: unknown) => closed(each)) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, each]) => [key, closed(each as unknown)]),
  );
  const isOpen = typeof inner["properties"] === "object" && inner["type"] === "object";
  return (isOpen ? { additionalProperties: false, ...inner } : inner) as T;
}

function problem({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || "/"} ${message ?? ""} ${JSON.stringify(params)}`;
}
