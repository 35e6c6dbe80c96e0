import type { OuterIndex } from "../../index-client/outer-index.ts";
import { startIndex } from "../../index-server/start-index.ts";
import { outerIndexes } from "../../index-client/upstream-indexes.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Starts the index that offers the given files without an upload: what is judged here is whether they install and run. */
export const shelveGiven: Stage = trialIndex("start the rehearsal index", null);

/**
 * An address for installers by which the released project comes from the index that it was published to, and every
 * other name from the user's own: a trial from TestPyPI then takes nobody's namesakes from there.
 */
export function publishedIndex(simpleUrl: string): Stage {
  return trialIndex("find the release on its index", { id: "published", url: simpleUrl });
}

function trialIndex(title: string, published: OuterIndex | null): Stage {
  return defineStage({
    id: "index",
    title,
    phase: "verify",
    needs: ["distributions", "indexes"],
    gives: ["index", "publication"],
    async run({ distributions, indexes }, { ports, closeLater }) {
      const index = await startIndex(
        {
          directory: await ports.files.temporaryDirectory("index"),
          tls: false,
          outer: outerIndexes(indexes),
          names: distributions.flatMap((each) => each.metadata?.name ?? []),
          ...(published === null ? {} : { published }),
        },
        ports,
      );
      closeLater(index);
      if (published === null) for (const each of distributions) await index.offerRefused(each.path);
      return { values: { index, publication: null }, detail: published?.url ?? index.httpOrigin };
    },
  });
}
