import { renderingKey, type RenderProblem } from "../dist/description-rendering.ts";
import { descriptionTexts, type DescriptionText } from "./description-text.ts";
import { markdownSigns } from "./markup-sniffer.ts";
import type { RuleInputs } from "./rule.ts";

/** What kind of mistake an objection of the renderer is. */
export type ProblemKind = "sphinx" | "disabled" | "markup";

/** A description that PyPI cannot show, with what its renderer objects to. */
export interface FailedDescription {
  readonly text: DescriptionText;
  readonly problems: readonly (RenderProblem & { readonly kind: ProblemKind })[];
}

/** Every description that PyPI's renderer refuses. A content type that PyPI refuses before is another rule's. */
export async function failedDescriptions(inputs: RuleInputs): Promise<readonly FailedDescription[]> {
  const failed: FailedDescription[] = [];
  for (const text of await descriptionTexts(inputs)) {
    const rendering = inputs.renderings?.get(renderingKey(text.text, text.contentType));
    // A folded description, and Markdown that is not called so, have rules of their own.
    if (rendering?.kind !== "fails" || text.folded) continue;
    if (text.contentType === null && markdownSigns(text.text) >= 3) continue;
    const problems = rendering.problems.map((problem) => ({ ...problem, kind: kindOf(problem.message) }));
    failed.push({ text, problems });
  }
  return failed;
}

/** The sort of the first objection: it is the one for which PyPI stops. */
export function failureKind(failed: FailedDescription): ProblemKind {
  return failed.problems[0]?.kind ?? "markup";
}

function kindOf(message: string): ProblemKind {
  if (
    /^(Unknown interpreted text role|Unknown directive type|No role entry for|No directive entry for)/.test(
      message,
    )
  )
    return "sphinx";
  return /directive disabled|File and URL access deactivated/.test(message) ? "disabled" : "markup";
}

/** What PyPI answers to the upload of such a description. */
export function refusalWords(contentType: string | null): string {
  return contentType === null || contentType === ""
    ? "The description failed to render in the default format of reStructuredText."
    : `The description failed to render for '${contentType}'.`;
}

/** Objections as one line each, for a message: at most five. */
export function listed(problems: FailedDescription["problems"], firstLine: number): string {
  const told = problems.slice(0, 5).map(({ line, message }) => {
    const [words = ""] = message.split("\n");
    return line === null ? words : `line ${line + firstLine - 1}: ${words}`;
  });
  const more = problems.length - told.length;
  return more > 0 ? `${told.join("; ")}; and ${more} more` : told.join("; ");
}
