import type { YamlRange } from "../../../../tree/yaml-file.ts";

/** What is wrong with the form of a workflow, and where. */
export interface FormProblem {
  readonly message: string;
  readonly place: YamlRange;
  readonly help?: string;
}
