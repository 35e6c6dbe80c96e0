import { installedFiles } from "../../../views/wheel-content.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K045: the wheel is pure or compiled, contrary to the contract. */
export const purityAgainstContract: Rule = defineRule({
  code: "K045",
  slug: "purity-against-contract",
  title: "the wheel is pure or compiled, contrary to the contract",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: '[tool.shipwheel.check.contract] has expect = "pure" or "compiled".',
    why: "If a pure project's wheel contains a compiled module, it works only on the build machine's platform. If a compiled project's wheel contains none, the slow fallback is published by accident.",
    fix: "build again with (or without) the compiler, or change the contract",
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
      const holds = compiled === undefined ? `is tagged ${tag}` : `contains ${compiled.path}`;
      yield {
        message: isPure
          ? `${wheel.fileName} contains no compiled module, but the contract expects one`
          : `${wheel.fileName} ${holds}, but the contract expects a pure wheel`,
        location: { file: compiled === undefined ? wheel.fileName : memberPath(wheel, compiled.member) },
        subject: wheel.fileName,
      };
    }
  },
});
