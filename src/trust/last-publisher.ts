import type { RecordedPublisher } from "../config/sections/publishers.ts";
import type { IndexFacts } from "../index-client/index-facts.ts";
import type { Ports } from "../ports/ports.ts";
import { normalizeName } from "../version/names.ts";
import { readProvenance } from "./read-provenance.ts";

/** The publisher of the newest file that has a provenance. */
export async function lastPublisher(
  project: string,
  facts: IndexFacts | null,
  ports: Pick<Ports, "http">,
): Promise<RecordedPublisher | null> {
  const files = facts?.projects.get(normalizeName(project))?.files ?? [];
  const time = (each: (typeof files)[number]): number => each.uploadTime?.getTime() ?? 0;
  const newest = files.toSorted((a, b) => time(b) - time(a)).find((each) => each.provenance != null);
  return newest?.provenance == null ? null : readProvenance(newest.provenance, ports);
}
