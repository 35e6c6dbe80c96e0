import { compareDistributions, type Built } from "../../compare/distributions.ts";
import type { Comparison } from "./difference.ts";
import { withKnownReasons } from "./known-reasons.ts";

/**
 * Everything that users get from two builds of one tree, with what any migration changes. `edited`: files that the
 * migration itself changes.
 */
export function compareBuilds(
  before: Built,
  after: Built,
  edited: ReadonlySet<string>,
): readonly Comparison[] {
  const facts = { before: before.wheel.metadata, after: after.wheel.metadata, edited };
  return withKnownReasons(compareDistributions(before, after), facts);
}
