import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K045: the wheel is not as pure, or not as compiled, as the contract says. */
export const purityAgainstContract: Rule = defineRule({
  code: "K045",
  slug: "purity-against-contract",
  title: "the wheel is not as pure, or not as compiled, as the contract says",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: '[tool.shipwheel.check.contract] has expect = "pure" or "compiled".',
    why: "A pure project whose wheel holds a compiled module works on the machine of the builder only; a compiled one without is its slow fallback, published by accident.",
    fix: "build again where the compiler is present (or not wanted), or change the contract",
    bad: 'expect = "pure"  # and good_pkg/_speed.so',
    good: 'expect = "compiled"',
    peers: [],
  },
  *check({ wheels, contract }) {
    if (contract.expect === undefined) return;
    for (const wheel of wheels) {
      const compiled = installedFiles(wheel).find((file) => /\.(so|pyd|dylib|dll)$/.test(file.path));
      const tag = wheel.parsed.kind === "wheel" ? wheel.parsed.platformTag : "any";
      const isPure = compiled === undefined && tag === "any";
      if (isPure === (contract.expect === "pure")) continue;
      const holds = compiled === undefined ? `is tagged ${tag}` : `holds ${compiled.path}`;
      yield {
        message: isPure
          ? `${wheel.fileName} holds no compiled module, and the contract expects one`
          : `${wheel.fileName} ${holds}, and the contract expects a pure wheel`,
        location: { file: compiled === undefined ? wheel.fileName : memberPath(wheel, compiled.member) },
        subject: wheel.fileName,
      };
    }
  },
});
