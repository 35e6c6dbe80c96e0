import { descriptionTexts } from "../views/description-text.ts";
import type { CheckInputs } from "../engine/rule.ts";
import {
  renderingKey,
  type DescriptionRenderer,
  type Rendering,
  type Renderings,
} from "../../distribution/metadata/description-rendering.ts";

/**
 * What PyPI makes of every description, side by side and each once. Undefined when there is one for which no renderer
 * could be had: its rules are then skipped, not passed.
 */
export async function renderDescriptions(
  inputs: Pick<CheckInputs, "tree" | "distributions">,
  renderer: DescriptionRenderer,
): Promise<Renderings | undefined> {
  const texts = await descriptionTexts(inputs);
  const rendered = await Promise.all(
    texts.map(async ({ text, contentType }): Promise<[string, Rendering]> => [
      renderingKey(text, contentType),
      await renderer.render(text, contentType),
    ]),
  );
  return rendered.some(([, rendering]) => rendering.kind === "unknown") ? undefined : new Map(rendered);
}
