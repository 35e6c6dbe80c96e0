import { expandTag } from "../../../distribution/file-names.ts";
import { wheelFilePlace } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R010: the tags in WHEEL do not match the file name. */
export const wheelTagsDiffer: Rule = defineRule({
  code: "R010",
  slug: "wheel-tags-differ",
  title: "the tags in WHEEL do not match the file name",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "The tags in WHEEL, one per line, must be those of the file name.",
    why: "Somebody renamed the wheel. Installers use the file name, while `pip check`, `uv pip check` and other tools use WHEEL; one of the two is wrong.",
    fix: "use `wheel tags`, which changes both",
    bad: "Tag: py3-none-any in a file named ...-cp312-cp312-linux_x86_64.whl",
    good: "Tag: cp312-cp312-linux_x86_64",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const lines = wheel.wheelFile?.get("tag");
      if (wheel.parsed.kind !== "wheel" || lines === undefined) continue;
      const said = new Set(lines.flatMap((line) => expandTag(line.trim()) ?? []));
      const named = wheel.parsed.tags;
      if (said.size === new Set(named).size && named.every((tag) => said.has(tag))) continue;
      yield {
        message: `WHEEL says ${lines.slice(0, 3).join(", ")}${lines.length > 3 ? ", ..." : ""}, but the file name says ${named.slice(0, 3).join(", ")}${named.length > 3 ? ", ..." : ""}`,
        location: { file: wheelFilePlace(wheel) },
        subject: wheel.fileName,
      };
    }
  },
});
