import { SHIPWHEEL_VERSION } from "./own-version.ts";

/** How every JSON document begins. */
export interface DocumentHead {
  /** The definition in `documents.schema.json` that the document follows. */
  readonly $schema: string;
  /** Changes when a key is removed or changes its meaning. */
  readonly schema: 1;
  readonly tool: { readonly name: "shipwheel"; readonly version: string };
}

/** The `$id` of `schema/documents.schema.json`. */
export const DOCUMENTS_ID = "urn:shipwheel:documents:1";

/** The head of a document; `name` is that of its definition. */
export function documentHead(name: string): DocumentHead {
  return {
    $schema: `${DOCUMENTS_ID}#/definitions/${name}`,
    schema: 1,
    tool: { name: "shipwheel", version: SHIPWHEEL_VERSION },
  };
}
