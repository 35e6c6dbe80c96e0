import { startIndex } from "../../index-server/start-index.ts";
import { outerIndexes } from "../outer-indexes.ts";
import { defineStage, type Stage } from "../stage.ts";

/**
 * An address for installers by which the released project comes from the index that it was published to, and every
 * other name from the user's own: a trial from TestPyPI then takes nobody's namesakes from there.
 */
export function publishedIndex(simpleUrl: string): Stage {
  return defineStage({
    id: "index",
    title: "find the release on its index",
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
          published: { id: "published", url: simpleUrl },
        },
        ports,
      );
      closeLater(index);
      return { values: { index, publication: null }, detail: simpleUrl };
    },
  });
}
