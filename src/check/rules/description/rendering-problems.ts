import { renderingKey, type RenderProblem } from "../../../distribution/metadata/description-rendering.ts";
import { descriptionTexts, type DescriptionText } from "../../views/description-text.ts";
import type { RuleInputs } from "../../engine/rule.ts";

/** What kind of mistake an objection of the renderer is. */
export type ProblemKind = "sphinx" | "disabled" | "markup";

/** A description that PyPI cannot show, with what its renderer objects to. */
export interface FailedDescription {
  readonly text: DescriptionText;
  readonly problems: readonly (RenderProblem & { readonly kind: ProblemKind })[];
}

/** Every description that PyPI's renderer refuses. A content type that PyPI rejects before is another rule's. */
export async function failedDescriptions(inputs: RuleInputs): Promise<readonly FailedDescription[]> {
  const failed: FailedDescription[] = [];
  for (const text of await descriptionTexts(inputs)) {
    const rendering = inputs.renderings?.get(renderingKey(text.text, text.contentType));
    // A folded description, and one without a content type, have rules of their own.
    if (rendering?.kind !== "fails" || text.folded || text.contentType === null) continue;
    const problems = rendering.problems.map((problem) => ({ ...problem, kind: kindOf(problem.message) }));
    failed.push({ text, problems });
  }
  return failed;
}

/** What is to be said of a failure: markup of Sphinx or switched-off directives when nothing else is wrong. */
export function failureKind({ problems }: FailedDescription): ProblemKind {
  const [first] = problems;
  return first !== undefined && problems.every(({ kind }) => kind === first.kind) ? first.kind : "markup";
}

/** Roles and directives of Sphinx, its domains and its usual extensions. */
const SPHINX =
  /"(?:(?:py|c|cpp|js|rst|std):[\w:-]+|ref|doc|mod|class|func|meth|attr|exc|obj|data|const|term|envvar|option|confval|keyword|numref|download|file|samp|command|program|kbd|guilabel|menuselection|pep|rfc|issue|pr|gh|user|any|eq|index|abbr|toctree|auto\w+|versionadded|versionchanged|versionremoved|deprecated|deprecated-removed|seealso|glossary|literalinclude|highlight|tab-set|tab-item|tabs|tab|grid|card|currentmodule|module|function|method|attribute|exception|describe|only|todo|plot|graphviz|mermaid|click|argparse|program-output|ipython|doctest|testcode|testoutput|plantuml|rubric|centered|hlist|codeauthor|sectionauthor)"/;

function kindOf(message: string): ProblemKind {
  const isUnknown =
    /^(?:Unknown interpreted text role|Unknown directive type|No role entry for|No directive entry for)/.test(
      message,
    );
  if (isUnknown && SPHINX.test(message)) return "sphinx";
  return /directive disabled|File and URL access deactivated/.test(message) ? "disabled" : "markup";
}

/** What PyPI answers to the upload of such a description. */
export function refusalWords(contentType: string | null): string {
  return `The description failed to render for '${contentType ?? ""}'.`;
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
