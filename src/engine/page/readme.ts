import { isReStructuredText } from "../../distribution/metadata/description-rendering.ts";
import { foreignHtml } from "../../html/foreign-html.ts";
import { html } from "../../html/html.ts";
import type { Ports } from "../../ports/ports.ts";
import { openRenderer } from "../../toolbox/pinned/description-renderer.ts";
import type { Readme } from "./evidence.ts";

/** A README beyond this is not rendered: the page could not hold it. Characters. */
const LONGEST = 120_000;

/** A long description and what it is written in. */
export interface Description {
  readonly text: string;
  readonly contentType: string | null;
}

/**
 * The README as PyPI will show it: reStructuredText by PyPI's own renderer, whose answer the check has asked for already;
 * Markdown as GitHub writes it (PyPI's default variant). Both are sanitized. Null when there is nothing to show.
 */
export async function renderReadme({ text, contentType }: Description, ports: Ports): Promise<Readme | null> {
  if (text.trim() === "" || text.length > LONGEST) return null;
  const [type = ""] = (contentType ?? "").split(";");
  if (isReStructuredText(contentType)) {
    // Nobody waits for a tool that the run itself did without.
    await using renderer = openRenderer(ports, { offline: true });
    const rendering = ports.signal.aborted ? null : await renderer.render(text, contentType);
    if (rendering?.kind !== "renders" || rendering.html === undefined) return null;
    return { html: foreignHtml(rendering.html, "README"), contentType: "text/x-rst" };
  }
  if (!/^\s*text\/markdown/i.test(type))
    return {
      html: html`<pre tabindex="0" role="region" aria-label="README">${text}</pre>`,
      contentType: type,
    };
  const { marked } = await import("marked");
  const markup = marked.parse(text, { async: false, gfm: true });
  return { html: foreignHtml(markup, "README"), contentType: type.trim() };
}
