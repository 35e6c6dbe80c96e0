/** One thing that the renderer objects to. */
export interface RenderProblem {
  /** 1-based line of the text; null when the renderer names none. */
  readonly line: number | null;
  /** docutils' level: 2 is a warning, 3 an error, 4 severe. PyPI fails from 2 on. */
  readonly level: number;
  readonly message: string;
}

/** Whether PyPI can show a long description. */
export type Rendering =
  | { readonly kind: "renders" }
  | { readonly kind: "fails"; readonly problems: readonly RenderProblem[] }
  /** Nobody could be asked: that is neither a yes nor a no. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Answers as PyPI's own renderer does. */
export interface DescriptionRenderer {
  /** `contentType`: the Description-Content-Type; null or empty is reStructuredText. Does not throw when no renderer can be had. */
  render(text: string, contentType: string | null): Promise<Rendering>;
}

/** Texts and their renderings: what rules get instead of a renderer. */
export type Renderings = ReadonlyMap<string, Rendering>;

/** The key of a text in {@link Renderings}. */
export function renderingKey(text: string, contentType: string | null): string {
  return `${isReStructuredText(contentType) ? "rst" : "other"}\n${text}`;
}

/**
 * Whether PyPI renders this type as reStructuredText, which is the one that can fail: Markdown and plain text are
 * always shown (PyPI's `readme.render`; the type in any case, parameters ignored).
 */
export function isReStructuredText(contentType: string | null): boolean {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "" || type === "text/x-rst";
}

/** The answer that needs no renderer: other markup never fails, and an empty text is not looked at. Null: ask. */
export function renderingWithoutAsking(text: string, contentType: string | null): Rendering | null {
  return text === "" || !isReStructuredText(contentType) ? { kind: "renders" } : null;
}
