import { CLASSIFIERS, DEPRECATED_CLASSIFIERS } from "../data/trove-classifiers.ts";

const KNOWN: ReadonlySet<string> = new Set(CLASSIFIERS);

/** What PyPI says to a classifier: it takes it, does not know it (`Private ::` included), or wants others instead. */
export type ClassifierVerdict =
  | { readonly kind: "valid" }
  | { readonly kind: "unknown" }
  | { readonly kind: "deprecated"; readonly replacements: readonly string[] };

/** Judges one classifier by the list that PyPI reads. */
export function judgeClassifier(classifier: string): ClassifierVerdict {
  const replacements = Object.hasOwn(DEPRECATED_CLASSIFIERS, classifier)
    ? DEPRECATED_CLASSIFIERS[classifier]
    : undefined;
  if (replacements !== undefined) return { kind: "deprecated", replacements };
  return { kind: KNOWN.has(classifier) ? "valid" : "unknown" };
}
