import type { Config } from "../../config/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import type { CheckInputs } from "../engine/rule.ts";
import { readHistory } from "./read-history.ts";

/** What the repository of a tree says: a file of its own, as a check of distributions alone loads none of it. */
export async function treeHistory(
  tree: SourceTree,
  config: Config,
  ports: Ports,
  known: CheckInputs["history"] | null,
): Promise<Pick<CheckInputs, "history" | "tags">> {
  const [history, tags] = await Promise.all([
    known === undefined ? readHistory(tree, config, ports) : known,
    projectTags(tree, config, ports),
  ]);
  return { ...(history == null ? {} : { history }), tags };
}
