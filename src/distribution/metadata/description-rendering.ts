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
  /** With the markup, where a renderer was asked. */
  | { readonly kind: "renders"; readonly html?: string | undefined }
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
  const kind = isReStructuredText(contentType) ? "rst" : (contentType ?? "").split(";")[0];
  return `${kind}\n${text}`;
}

/**
 * Whether PyPI renders this type as reStructuredText, which is the one that can fail: Markdown and plain text are
 * always shown (PyPI's `readme.render`; the type in any case, parameters ignored).
 */
export function isReStructuredText(contentType: string | null): boolean {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "" || type === "text/x-rst";
}

/**
 * The answer that needs no renderer: an empty text is not looked at, plain text never fails, and Markdown only when
 * nothing comes out of it, as from blanks or from the targets of links. Null: ask.
 */
export function renderingWithoutAsking(text: string, contentType: string | null): Rendering | null {
  if (text === "") return { kind: "renders" };
  if (isReStructuredText(contentType)) return null;
  const isMarkdown = /^\s*text\/markdown\b/i.test(contentType ?? "");
  const lines = text.split(/\r\n|\n|\r/);
  const shows = lines.some(
    (line) => line.trim() !== "" && !/^ {0,3}\[[^[\]\s]+\]:[ \t]*[^\s<>]+[ \t]*$/.test(line),
  );
  if (!isMarkdown || shows) return { kind: "renders" };
  return { kind: "fails", problems: [{ line: null, level: 4, message: "the rendered text is empty" }] };
}
