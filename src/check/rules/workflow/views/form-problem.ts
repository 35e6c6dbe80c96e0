import { nearest } from "../../../../text/nearest.ts";
import type { YamlRange } from "../../../../tree/formats/yaml-file.ts";

/** What is wrong with the form of a workflow, and where. */
export interface FormProblem {
  readonly message: string;
  readonly place: YamlRange;
  readonly help?: string;
}

/** The help for a word that was probably meant as a known one. */
export function didYouMean(word: string, known: readonly string[]): Pick<FormProblem, "help"> {
  const near = nearest(word, known);
  return near === null ? {} : { help: `write ${near}` };
}
