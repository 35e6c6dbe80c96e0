import * as v from "valibot";
import { DIALECT_IDS } from "../../index-client/dialects/registry.ts";
import { PUBLIC_INDEXES } from "../../index-client/targets.ts";
import { publishersSection, type RecordedPublishers } from "./publishers.ts";
import { oneOf, text } from "./value-schemas.ts";

/** An index that the project publishes to, besides the public ones. */
export interface PublishIndex {
  /** Where uploads are posted. */
  readonly url: string;
  /** The parent of the project pages; by default what the kind of index has. */
  readonly simple?: string | undefined;
  /** Id of a dialect; by default detected from the address. */
  readonly kind?: string | undefined;
  /** The name beside the token, where the index wants one. */
  readonly user?: string | undefined;
  /** Root endpoint of the Upload 2.0 API (PEP 694), or `none`; absent: the index is asked. */
  readonly sessions?: string | undefined;
}

/** Settings of the upload. */
export interface PublishConfig {
  /** Name of a public index, or one of `indexes`. */
  readonly index: string;
  readonly indexes: Readonly<Record<string, PublishIndex>>;
  /** Seconds to wait until the index shows every file. */
  readonly wait: number;
  /** Whether the project is on PyPI already; absent: nobody said. */
  readonly existing?: boolean | undefined;
  /** The trusted publishers that the indexes were told, by index. */
  readonly publishers: RecordedPublishers;
}

const address = v.pipe(text, v.url("must be an address"));

/** [tool.shipwheel.publish]. */
export const publishSection: v.GenericSchema<unknown, PublishConfig> = v.strictObject({
  index: v.optional(
    v.pipe(
      text,
      v.description(`The index that a release goes to: ${PUBLIC_INDEXES.join(", ")}, or one of indexes.`),
    ),
    "pypi",
  ),
  indexes: v.optional(
    v.pipe(
      v.record(
        v.string(),
        v.strictObject({
          url: v.pipe(address, v.description("Where uploads are posted.")),
          simple: v.optional(v.pipe(address, v.description("The parent of the project pages."))),
          kind: v.optional(
            v.pipe(
              oneOf(DIALECT_IDS),
              v.description("Which software the index is; by default detected from the address."),
            ),
          ),
          user: v.optional(
            v.pipe(text, v.description("The name beside the token, where the index wants one.")),
          ),
          sessions: v.optional(
            v.pipe(
              v.union([v.literal("none"), address], "must be an address or none"),
              v.description(
                "Root endpoint of the index's Upload 2.0 API (PEP 694), by which a release is staged, tried and published at once; none: upload file by file. By default the index is asked.",
              ),
            ),
          ),
        }),
      ),
      v.description("Other indexes to publish to, by name."),
    ),
    {},
  ),
  existing: v.optional(
    v.pipe(
      v.boolean("must be true or false"),
      v.description(
        "Whether the project is on PyPI already: it then keeps its name, whatever PyPI says to new ones. By default the index is asked with --online.",
      ),
    ),
  ),
  publishers: v.optional(
    v.pipe(
      publishersSection,
      v.description(
        "The trusted publishers as they are registered, by index: pypi, testpypi. `shipwheel doctor trust --record` writes them; the rehearsal registers them at its own index.",
      ),
    ),
    {},
  ),
  wait: v.optional(
    v.pipe(
      v.number("must be a number of seconds"),
      v.minValue(0, "must not be negative"),
      v.description("Seconds to wait until the index shows every file."),
    ),
    300,
  ),
});
