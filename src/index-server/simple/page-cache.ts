import { createHash } from "node:crypto";

/** A rendered page. */
export interface RenderedPage {
  readonly body: string;
  readonly etag: string;
}

/** Keeps rendered pages until the index changes: an installer asks for the same page again and again. */
export class PageCache {
  #serial = -1;
  readonly #pages = new Map<string, RenderedPage>();

  /** The page of this key at this serial; made once. */
  get(key: string, serial: number, render: () => string): RenderedPage {
    if (serial !== this.#serial) {
      this.#pages.clear();
      this.#serial = serial;
    }
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = renderedPage(render());
      this.#pages.set(key, page);
    }
    return page;
  }
}

/** A page with the tag that its content gives it. */
export function renderedPage(body: string): RenderedPage {
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}
