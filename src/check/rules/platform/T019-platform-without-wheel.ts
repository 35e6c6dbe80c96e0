import * as v from "valibot";
import { platformTags } from "./views/platform-tag.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** The platforms by the beginning and end of their tags. */
const PLATFORMS: Readonly<Record<string, RegExp>> = {
  "linux-x86_64": /^manylinux.*_x86_64$/,
  "linux-aarch64": /^manylinux.*_aarch64$/,
  "musl-x86_64": /^musllinux.*_x86_64$/,
  "macos-arm64": /^macosx_.*_(?:arm64|universal2)$/,
  "macos-x86_64": /^macosx_.*_(?:x86_64|universal2|intel)$/,
  "windows-amd64": /^win_amd64$/,
  "windows-arm64": /^win_arm64$/,
};

const options: v.GenericSchema<unknown, { readonly platforms: readonly string[] }> = v.strictObject({
  platforms: v.optional(
    v.pipe(
      v.array(v.picklist(Object.keys(PLATFORMS), `must be of ${Object.keys(PLATFORMS).join(", ")}`)),
      v.description("Platforms that a compiled project must have wheels for."),
    ),
    ["linux-x86_64", "linux-aarch64", "macos-arm64", "windows-amd64"],
  ),
});

/** T019: a compiled project leaves out users of a common platform. */
export const platformWithoutWheel: Rule = defineRule({
  code: "T019",
  slug: "platform-without-wheel",
  title: "a compiled project has no wheel for a common platform",
  severity: "info",
  needs: ["set"],
  options,
  docs: {
    what: "The release has wheels for some platforms but not for a common one, or has wheels but no sdist.",
    why: "Users of that platform need a compiler; without an sdist they cannot install the release at all.",
    fix: "build the platform with cibuildwheel, and also publish the sdist",
    bad: "wheels for manylinux x86_64 alone",
    good: "manylinux x86_64 and aarch64, macOS arm64, Windows amd64, and the sdist",
    peers: ["shipwheel"],
  },
  *check({ wheels, sdists, builtFromTree }, { platforms }) {
    // What was built here a moment ago is one wheel of many.
    if (builtFromTree === true) return;
    const tags = wheels.flatMap((wheel) => platformTags(wheel));
    if (wheels.length < 2 || tags.includes("any")) return;
    const missing = platforms.filter((name) => !tags.some((tag) => PLATFORMS[name]?.test(tag) === true));
    const what = [
      ...(missing.length > 0 ? [`no wheel for ${missing.join(", ")}`] : []),
      ...(sdists.length === 0 ? ["no sdist"] : []),
    ];
    if (what.length === 0) return;
    yield {
      message: `the release has ${what.join(", and ")}`,
      location: { file: wheels[0]?.fileName ?? "" },
      subject: "platforms",
    };
  },
});
