import { wheelFilePlace } from "../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** R011: Root-Is-Purelib contradicts the content of the wheel. */
export const purelibContradictsContent: Rule = defineRule({
  code: "R011",
  slug: "purelib-contradicts-content",
  title: "Root-Is-Purelib contradicts the content of the wheel",
  severity: "warning",
  needs: ["wheel"],
  docs: {
    what: "The field says whether the wheel is installed into the folder for pure modules (purelib) or for compiled ones (platlib).",
    why: "On systems where the two folders differ, a package is split between them, or compiled modules are installed into a folder that all architectures share.",
    fix: "build again with a current backend, and configure the extension modules",
    bad: "Root-Is-Purelib: true  # and good_pkg/_ext.so",
    good: "Root-Is-Purelib: false",
    peers: ["auditwheel"],
  },
  *check({ wheels }) {
    for (const wheel of wheels) {
      const pure = wheel.wheelFile?.get("root-is-purelib")?.[0]?.toLowerCase();
      // What purelib and platlib folders of .data hold is no matter of the root.
      const compiled = wheel.entries.find(({ name }) => /^(?![^/]+\.data\/).*\.(so|pyd)$/.test(name));
      const isAny =
        wheel.parsed.kind === "wheel" && wheel.parsed.platformTag === "any" && wheel.parsed.abiTag === "none";
      const isWrong =
        pure === "true" ? compiled !== undefined : pure === "false" && isAny && compiled === undefined;
      if (!isWrong) continue;
      yield {
        message:
          compiled === undefined
            ? `${wheel.fileName} is tagged for any platform but has Root-Is-Purelib: false`
            : `${wheel.fileName} contains ${compiled.name} but has Root-Is-Purelib: true`,
        location: { file: wheelFilePlace(wheel) },
        subject: wheel.fileName,
      };
    }
  },
});
