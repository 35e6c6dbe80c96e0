import { fault } from "../../findings/fault.ts";
import type { ProjectTags } from "./read-tags.ts";

/** Throws `version/tags-unclear` where nothing may be concluded from the history, with the settings that decide. */
export function demandClear({ unclear }: Pick<ProjectTags, "unclear">): void {
  if (unclear === null) return;
  const settings = unclear.templates.map((text) => `tag = ${JSON.stringify(text)}`).join(", or ");
  throw fault("version/tags-unclear", { tags: unclear.tags.join(", "), settings });
}
