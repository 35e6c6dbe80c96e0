import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import { cell, GENERATED } from "./generated.ts";
import { DOCUMENTS_ID } from "../../src/text/document-head.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** The JSON Schema of every document that a command prints, from the root of the repository. */
const DOCUMENTS_FILE = "schema/documents.schema.json";

/** The page that names them. */
const JSON_PAGE = "docs/reference/json.md";

/** A schema as the generator makes it, as far as it is looked into here. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Definitions;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

type Definitions = Readonly<Record<string, Schema>>;

/** Schema and page. */
export function documentPages(): ReadonlyMap<string, string> {
  const schema = documentsSchema();
  return new Map([
    [DOCUMENTS_FILE, `${withoutLinks(JSON.stringify(schema, null, 2))}\n`],
    [JSON_PAGE, jsonPage(schema)],
  ]);
}

function jsonPage({ oneOf, definitions }: DocumentsSchema): string {
  const rows = oneOf.map(({ $ref = "" }) => {
    const name = $ref.replace("#/definitions/", "");
    return `| \`${name}\` | ${cell(definitions[name]?.description ?? "")} |`;
  });
  return `${GENERATED}

# JSON output

\`--json\` prints one JSON document on standard output, whatever happens: a command that fails prints an \`error\` document, and a
\`rehearse\`, \`build\`, \`verify\`, \`publish\` or \`release\` that is interrupted prints its own document with what is known so far.
[\`${DOCUMENTS_FILE}\`](../../${DOCUMENTS_FILE}) is the JSON Schema of all documents, and is part of the npm package.

Every document begins with the same three keys:

| key | content |
| --- | --- |
| \`$schema\` | \`${DOCUMENTS_ID}#/definitions/NAME\`: the definition that the document follows |
| \`schema\` | 1; it changes when a key is removed or changes its meaning. Ignore keys that you do not know |
| \`tool\` | \`name\` and \`version\` of shipwheel |

| definition | printed by |
| --- | --- |
${rows.join("\n")}

[The report](report.md) explains the keys of \`run\`.

## Events while a command runs

\`rehearse\`, \`build\`, \`verify\`, \`publish\` and \`release\` take \`--json-stream\`: one JSON object a line, each as in the definition \`event\`.

| event | meaning |
| --- | --- |
| \`begin\` | the first line, with the head and the name of the command |
| \`stages\` | the stages that will run |
| \`started\`, \`finished\` | begin and end of a stage; with \`parent\`, of a part of that stage |
| \`progress\` | what a stage is doing |
| \`note\` | information or a warning that is not a finding |
| \`finding\`, \`error\` | at the end of the run, because what counts is decided over all stages |
| \`verdict\` | the last line: verdict, exit code, and in \`document\` what \`--json\` would have printed |

\`\`\`sh
shipwheel rehearse --json-stream --no-progress | jq -r 'select(.event == "finished") | [.id, .outcome] | @tsv'
\`\`\`
`;
}

function withoutLinks(text: string): string {
  return text.replaceAll(/\s*\{@link\s+([^ }]+)\s*\}/g, " $1");
}

interface DocumentsSchema extends Schema {
  readonly oneOf: readonly Schema[];
  readonly definitions: Definitions;
}

/** The interfaces of `src/cli/documents.ts` and `stream-event.ts`, each document with its head. */
function documentsSchema(): DocumentsSchema {
  const { definitions, documents, head, event } = readTypes();
  const named = Object.entries(documents).map(([name, schema]) => {
    const { description = "", ...content } = resolve(schema, definitions);
    const id = { const: `${DOCUMENTS_ID}#/definitions/${name}` };
    const properties = { ...head.properties, ...content.properties, $schema: id };
    const required = [...new Set([...(head.required ?? []), ...(content.required ?? [])])];
    return [
      name,
      { description: schema.description ?? description, ...content, properties, required },
    ] as const;
  });
  const { Documents: _, ...shared } = definitions;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: DOCUMENTS_ID,
    title: "What shipwheel prints with --json",
    description:
      "Each document names its definition in $schema. Keys may be added; schema changes when one is removed.",
    oneOf: named.map(([name]) => ({ $ref: `#/definitions/${name}` })),
    definitions: {
      ...Object.fromEntries(named),
      event: { description: "A line of --json-stream.", ...event },
      ...used(shared, [...named, ["event", event]]),
    },
  };
}

function readTypes(): {
  readonly definitions: Definitions;
  readonly documents: Definitions;
  readonly head: Schema;
  readonly event: Schema;
} {
  const generator = createGenerator({
    path: join(ROOT, "src", "cli", "{documents,stream-event}.ts"),
    tsconfig: join(ROOT, "tsconfig.build.json"),
    skipTypeCheck: true,
    additionalProperties: true,
  });
  const read = (type: string): Definitions =>
    (generator.createSchema(type) as object as { readonly definitions?: Definitions }).definitions ?? {};
  const definitions = read("Documents");
  const documents = definitions["Documents"]?.properties ?? {};
  const head = read("DocumentHead")["DocumentHead"];
  if (head === undefined) throw new Error("the head of the documents has no schema");
  const events = read("StreamEvent");
  const { StreamEvent: event } = events;
  if (event === undefined) throw new Error("the lines of a stream have no schema");
  return { definitions: { ...events, ...definitions }, documents, head, event };
}

function resolve(schema: Schema, definitions: Definitions): Schema {
  const name = schema.$ref?.replace("#/definitions/", "");
  return name === undefined ? schema : (definitions[decodeURIComponent(name)] ?? schema);
}

/** What the documents refer to, directly or not. */
function used(shared: Definitions, roots: readonly (readonly [string, Schema])[]): Definitions {
  const found = new Map<string, Schema>();
  const visit = (schema: Schema): void => {
    for (const [, encoded = ""] of JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      const name = decodeURIComponent(encoded);
      const target = shared[name];
      if (target === undefined || found.has(name)) continue;
      found.set(name, target);
      visit(target);
    }
  };
  for (const [, schema] of roots) visit(schema);
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
