import { isReStructuredText } from "../../distribution/metadata/description-rendering.ts";
import { openRenderer } from "../../toolbox/pinned/description-renderer.ts";
import { defineStage, type Stage } from "../../engine/stage.ts";

/** Readies PyPI's renderer; for a readme in reStructuredText it starts now, beside the build. */
export const readyRenderer: Stage = defineStage({
  id: "renderer",
  title: "prepare the README renderer",
  phase: "tool",
  needs: ["request", "tree"],
  gives: ["renderer"],
  async run({ request, tree }, { ports, closeLater }) {
    const renderer = openRenderer(ports, { offline: request.offline });
    closeLater(renderer);
    const { readme } = tree.project;
    const isNeeded = readme !== null && isReStructuredText(readme.contentType);
    if (isNeeded) renderer.warmUp();
    return { values: { renderer }, ...(isNeeded ? {} : { idle: "the README is not reStructuredText" }) };
  },
});
