import type { FileFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

/**
 * A description that PyPI could not show. The verdict is that of PyPI's own renderer, which comes from outside; without
 * one, or when it cannot be had, reStructuredText is let through.
 */
export async function descriptionRenders(facts: FileFacts): Promise<Refusal | null> {
  const { fields, renderer, links } = facts;
  const [text] = fields.meaningful("description");
  if (renderer === null || text === undefined) return null;
  const type = fields.meaningful("description_content_type")[0] ?? null;
  const rendering = await renderer.render(text, type);
  if (rendering.kind !== "fails") return null;
  const what =
    type === null
      ? "The description failed to render in the default format of reStructuredText."
      : `The description failed to render for '${type}'.`;
  const message = `${what} See ${links.site}/help/#description-content-type for more information.`;
  return refuse("description-does-not-render", message);
}
