import { expandTags } from "../../../distribution/file-names.ts";
import { wheelFilePlace } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R010: the tags in WHEEL are not those of the file name. */
export const wheelTagsDiffer: Rule = defineRule({
  code: "R010",
  slug: "wheel-tags-differ",
  title: "the tags in WHEEL are not those of the file name",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "WHEEL lists a tag a line; together they are what the file name says.",
    why: "The wheel was renamed by hand: installers go by the name, `pip check`, `uv pip check` and other tools by the file, and one of the two is wrong.",
    fix: "rename with `wheel tags`, which writes both",
    bad: "Tag: py3-none-any in a file named ...-cp312-cp312-linux_x86_64.whl",
    good: "Tag: cp312-cp312-linux_x86_64",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const lines = wheel.wheelFile?.get("tag");
      if (wheel.parsed.kind !== "wheel" || lines === undefined) continue;
      const said = new Set(lines.flatMap((line) => expand(line.trim()) ?? []));
      const named = wheel.parsed.tags;
      if (said.size === new Set(named).size && named.every((tag) => said.has(tag))) continue;
      yield {
        message: `WHEEL says ${lines.slice(0, 3).join(", ")}${lines.length > 3 ? ", ..." : ""}, and the file name ${named.slice(0, 3).join(", ")}${named.length > 3 ? ", ..." : ""}`,
        location: { file: wheelFilePlace(wheel) },
        subject: wheel.fileName,
      };
    }
  },
});

/** A line may hold a compressed set, as old backends wrote it. */
function expand(line: string): readonly string[] | null {
  const [python = "", abi = "", platform = ""] = line.split("-");
  return expandTags(python, abi, platform);
}
