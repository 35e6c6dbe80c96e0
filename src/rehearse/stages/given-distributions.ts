import { basename } from "node:path";
import { openDistribution } from "../../distribution/distribution.ts";
import { normalizeName } from "../../version/names.ts";
import { fault } from "../../findings/fault.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Reads distributions that exist already: one release, with its wheel. */
export const readGiven: Stage = defineStage({
  id: "distributions",
  title: "inspect the given distributions",
  phase: "verify",
  needs: ["request"],
  gives: ["distributions"],
  async run({ request }, { ports, closeLater }) {
    const paths = request.distributions ?? [];
    for (const path of paths) {
      if ((await ports.files.stat(path)) === null) throw fault("usage/no-such-path", { path });
    }
    const distributions = await Promise.all(paths.map((path) => openDistribution(path, ports.files)));
    for (const each of distributions) closeLater(each);
    const releases = new Set(
      distributions.map(
        (each) => `${normalizeName(each.metadata?.name ?? each.fileName)} ${each.metadata?.version ?? ""}`,
      ),
    );
    if (!distributions.some((each) => each.kind === "wheel" && each.metadata !== null)) {
      throw fault("usage/no-wheel", { files: paths.map((path) => basename(path)).join(", ") });
    }
    if (releases.size > 1) throw fault("usage/several-releases", { releases: [...releases].join("; ") });
    return { values: { distributions }, detail: distributions.map((each) => each.fileName).join(", ") };
  },
});
