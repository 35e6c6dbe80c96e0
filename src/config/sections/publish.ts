import * as v from "valibot";
import { DIALECT_IDS } from "../../index-client/dialects/registry.ts";
import { PUBLIC_INDEXES } from "../../index-client/targets.ts";
import { publishersSection, type RecordedPublishers } from "./publishers.ts";
import { flag, oneOf, text } from "./value-schemas.ts";

/** An index that the project publishes to, besides the public ones. */
export interface PublishIndex {
  /** URL for uploads. */
  readonly url: string;
  /** The parent of the project pages; by default what the kind of index has. */
  readonly simple?: string | undefined;
  /** Id of a dialect; by default detected from the address. */
  readonly kind?: string | undefined;
  /** User name sent with the token, if the index requires one. */
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
      v.description(`The index to release to: ${PUBLIC_INDEXES.join(", ")}, or a name in indexes.`),
    ),
    "pypi",
  ),
  indexes: v.optional(
    v.pipe(
      v.record(
        v.string(),
        v.strictObject({
          url: v.pipe(address, v.description("URL for uploads.")),
          simple: v.optional(v.pipe(address, v.description("Base URL of the Simple API."))),
          kind: v.optional(
            v.pipe(oneOf(DIALECT_IDS), v.description("Index software; by default detected from the URL.")),
          ),
          user: v.optional(
            v.pipe(text, v.description("User name sent with the token, if the index requires one.")),
          ),
          sessions: v.optional(
            v.pipe(
              v.union([v.literal("none"), address], "must be an address or none"),
              v.description(
                "Root URL of the index's Upload 2.0 API (PEP 694), for staging, trying and publishing a release at once; none: upload file by file. By default detected from the index.",
              ),
            ),
          ),
        }),
      ),
      v.description("Additional indexes to publish to, by name."),
    ),
    {},
  ),
  existing: v.optional(
    flag(
      "Whether the project already exists on PyPI, so that the rules for new names do not apply. By default looked up with --online.",
    ),
  ),
  publishers: v.optional(
    v.pipe(
      publishersSection,
      v.description(
        "The registered trusted publishers, by index: pypi, testpypi. `shipwheel doctor trust --record` writes them; the rehearsal registers them on its own index.",
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
