import { platformTags } from "./views/platform-tag.ts";
import { binaryRule } from "./views/platform-rule.ts";
import { isEmptyWheel } from "../../views/wheel-content.ts";
import type { Rule } from "../../engine/rule.ts";

/** T004: a wheel for one platform holds nothing that belongs to one. */
export const platformWheelWithoutBinary: Rule = binaryRule({
  code: "T004",
  slug: "platform-wheel-without-binary",
  title: "a wheel for one platform contains no compiled file",
  severity: "warning",
  docs: {
    what: "The wheel's tag names a platform, but the wheel contains no compiled file.",
    why: "Other platforms get no wheel without reason, or the compiled part is missing.",
    fix: "tag a pure wheel `any` (`wheel tags --platform-tag any`); otherwise find out why the build omitted the compiled part",
    bad: "pkg-1.0-cp312-cp312-win_amd64.whl with Python files alone",
    good: "pkg-1.0-py3-none-any.whl",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    const tags = platformTags(wheel);
    if (tags.length === 0 || tags.includes("any") || binaries.length > 0 || isEmptyWheel(wheel)) return;
    // A member that could not be read, or is for a system whose files are not looked into, may be compiled.
    if (wheel.entries.some(({ name }) => MAY_BE_COMPILED.test(name))) return;
    yield {
      message: `${wheel.fileName}: the tag names a platform (${tags.join(", ")}), but the wheel contains no compiled file`,
      location: { file: wheel.fileName },
      subject: wheel.fileName,
    };
  },
});

const MAY_BE_COMPILED =
  /\.(?:so(?:\.[\w.-]+)?|pyd|dylib|dll|exe|node|wasm|a|lib|o|bin|jar|framework\/.*)$|\.data\/scripts\/|(?:^|\/)bin\/[^/]+$/i;
