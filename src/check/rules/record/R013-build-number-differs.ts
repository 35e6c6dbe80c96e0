import { wheelFilePlace } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R013: the build number in WHEEL differs from the file name. */
export const buildNumberDiffers: Rule = defineRule({
  code: "R013",
  slug: "build-number-differs",
  title: "the build number in WHEEL differs from the file name",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "Build in WHEEL and the third part of the file name must be equal.",
    why: "Somebody renamed the wheel; installers compare only the build numbers in file names.",
    fix: "use `wheel tags --build`, which changes both",
    bad: "Build: 1 in good-1.0-2-py3-none-any.whl",
    good: "Build: 2",
    peers: [],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      if (wheel.parsed.kind !== "wheel" || wheel.wheelFile === null) continue;
      const said = wheel.wheelFile.get("build")?.[0]?.trim() ?? null;
      const { build } = wheel.parsed;
      if (said === build) continue;
      yield {
        message: `WHEEL says ${said === null ? "no build number" : `Build: ${said}`}, but the file name says ${build ?? "none"}`,
        location: { file: wheelFilePlace(wheel) },
        subject: wheel.fileName,
      };
    }
  },
});
