import type { Explanation } from "../check/engine/rule-pages.ts";

/** The text of a finding that a stage makes. */
export type StageRule = Omit<Explanation, "silence">;
