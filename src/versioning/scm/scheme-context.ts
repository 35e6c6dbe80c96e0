import type { TagRules } from "./tag-match.ts";

/** What schemes know besides the state of the checkout. */
export interface SchemeContext {
  readonly rules: TagRules;
  /** Names of the files in the directory of news fragments; empty unless a scheme needs them. */
  readonly fragments: readonly string[];
  readonly warn: (text: string) => void;
}
