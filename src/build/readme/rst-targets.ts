import type { Target } from "./rewrite-links.ts";

/** What reStructuredText has of targets (docutils, "reStructuredText Markup Specification"). */
const PATTERNS: readonly { readonly pattern: RegExp; readonly kind: Target["kind"] }[] = [
  { kind: "link", pattern: /`[^`<]*<(?<target>[^<>`\s][^<>`]*[^<>`_\s]|[^<>`\s_])>`__?/dg },
  {
    kind: "link",
    pattern: /^[ \t]*\.\. _(?:`[^`]+`|(?:[^:\\\n]|\\.)+):[ \t]+(?<target>\S+[^\s_])[ \t]*$/dgm,
  },
  { kind: "link", pattern: /^[ \t]*(?:__|\.\. __:)[ \t]+(?<target>\S+[^\s_])[ \t]*$/dgm },
  { kind: "link", pattern: /^[ \t]+:target:[ \t]+(?<target>\S+[^\s_])[ \t]*$/dgm },
  {
    kind: "image",
    pattern: /^[ \t]*\.\. (?:\|[^|\n]+\|[ \t]+)?(?:image|figure)::[ \t]+(?<target>\S+)[ \t]*$/dgm,
  },
];

/** The targets of a reStructuredText, outside literals, code and comments. */
export function rstTargets(text: string): readonly Target[] {
  const visible = withoutLiterals(text);
  return PATTERNS.flatMap(({ pattern, kind }) =>
    [...visible.matchAll(pattern)].map((match) => {
      const [start, end] = match.indices?.groups?.["target"] ?? [0, 0];
      return { text: text.slice(start, end), start, end, kind };
    }),
  );
}

/** Directives whose body is not markup. */
const LITERAL = /^([ \t]*)\.\. (?:code|code-block|sourcecode|literalinclude|parsed-literal|raw|math)::/;
/** Explicit markup that is neither a target, a directive, a footnote nor a substitution. */
const COMMENT = /^([ \t]*)\.\.(?:[ \t]+(?!_|\||\[|__|[\w-]+(?::[\w-]+)*::)|[ \t]*$)/;

/** Blanks what is not markup; offsets stay. */
function withoutLiterals(text: string): string {
  const blank = (line: string): string => line.replaceAll(/[^\r]/g, " ");
  let depth: number | null = null;
  const lines = text.split("\n").map((line) => {
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const isEmpty = line.trim() === "";
    if (depth !== null && (isEmpty || indent > depth)) return blank(line);
    depth = null;
    if (LITERAL.test(line) || COMMENT.test(line)) {
      depth = indent;
      return blank(line);
    }
    if (/::[ \t\r]*$/.test(line) && !/^[ \t]*\.\. /.test(line)) depth = indent;
    return line;
  });
  return lines.join("\n").replaceAll(/``[^`\n]*(?:\n[^`\n]+)*``/g, (part) => part.replaceAll(/[^\n]/g, " "));
}
