import { symptom, type Finding } from "../../findings/finding.ts";
import { leavingText } from "../../tree/leaving-links.ts";
import { LINK_REFUSED } from "../build-rules.ts";
import type { Exported } from "./export.ts";

/** Why nothing is built from an export, or would be; none when all its links stay inside. */
export function refusedLinks(
  { leavingLinks }: Pick<Exported, "leavingLinks">,
  so = "nothing was built",
): readonly Finding[] {
  return leavingLinks.slice(0, 1).map((link) => {
    const more = leavingLinks.length > 1 ? ` (and ${leavingLinks.length - 1} more such links)` : "";
    return LINK_REFUSED.finding({
      message: `${so}: ${leavingText(link)}${more}`,
      help: `replace ${link.path} with a copy of the file, or remove it: git rm ${link.path}`,
      location: { file: link.path },
      subject: link.path,
      symptom: symptom.build("link-leaves-tree"),
    });
  });
}
