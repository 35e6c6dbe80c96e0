import type { Explanation } from "../check/explain.ts";

/** The text of a finding that a stage makes. */
export type StageRule = Omit<Explanation, "silence">;
