import { symptom } from "../../../../findings/finding.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K033: the .data folder has an unknown key. */
export const unknownDataScheme: Rule = defineRule({
  code: "K033",
  slug: "unknown-data-scheme",
  title: "the .data folder has an unknown key",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "<name>.data may contain only purelib, platlib, headers, scripts and data.",
    why: "pip and uv refuse to install the wheel.",
    fix: "build again with a current backend",
    bad: "good_pkg-1.0.data/share/x.txt",
    good: "good_pkg-1.0.data/data/share/x.txt",
    peers: ["pip", "uv"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      for (const { name, kind } of wheel.entries) {
        const [top = "", key = ""] = name.split("/");
        if (kind === "directory" || !top.endsWith(".data") || KEYS.has(key)) continue;
        yield {
          message: `${wheel.fileName} has ${top}/${key}, a key that installers do not know`,
          location: { file: memberPath(wheel, name) },
          subject: key,
          explains: [symptom.install("data-scheme")],
        };
      }
    }
  },
});

const KEYS: ReadonlySet<string> = new Set(["purelib", "platlib", "headers", "scripts", "data"]);
