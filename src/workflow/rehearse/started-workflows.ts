import { child, scalarTexts } from "../../tree/formats/yaml-file.ts";
import type { Workflow } from "../../tree/workflows/model.ts";
import { fitsFilter } from "../../tree/workflows/ref-filter.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** The activities of a release that becomes public. */
const PUBLISHED: ReadonlySet<string> = new Set(["published", "released", "created"]);

/** The workflows that an event starts, by the filters of their triggers; filters on paths hold. */
export function startedWorkflows(all: readonly Workflow[], event: WorkflowEvent): readonly Workflow[] {
  return all.filter(({ triggers }) => {
    const filters = triggers.get(event.trigger);
    if (filters === undefined) return false;
    const patterns = (key: string): readonly string[] => scalarTexts(child(filters, key));
    const name = event.ref.replace(/^refs\/(?:heads|tags)\//, "");
    if (event.trigger === "release")
      return child(filters, "types") === null || patterns("types").some((each) => PUBLISHED.has(each));
    if (event.trigger !== "push") return true;
    const [kind, other] =
      event.name === "tag" ? (["tags", "branches"] as const) : (["branches", "tags"] as const);
    const has = (key: string): boolean => child(filters, key) !== null;
    if (has(kind)) return fitsFilter(name, patterns(kind));
    if (has(`${kind}-ignore`)) return !fitsFilter(name, patterns(`${kind}-ignore`));
    return !has(other) && !has(`${other}-ignore`);
  });
}
