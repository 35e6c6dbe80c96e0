import { topLevelNames } from "../../../views/wheel-content.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** K032: the wheel's top-level names differ from the contract. */
export const topLevelAgainstContract: Rule = defineRule({
  code: "K032",
  slug: "top-level-against-contract",
  title: "the wheel's top-level names differ from the contract",
  severity: "error",
  needs: ["wheel"],
  docs: {
    what: "[tool.shipwheel.check.contract] lists the importable top-level names of the wheel.",
    why: "A name is missing, or one was added by accident.",
    fix: "correct package discovery, or the contract",
    bad: 'top-level = ["good_pkg"]  # and tests/ in the wheel',
    good: 'top-level = ["good_pkg"]',
    peers: ["check-wheel-contents:W201", "check-wheel-contents:W202"],
  },
  *check({ wheels, contract }) {
    const promised = contract["top-level"];
    if (promised === undefined) return;
    for (const wheel of wheels) {
      const names = topLevelNames(wheel);
      const missing = promised.filter((name) => !names.includes(name));
      const extra = names.filter((name) => !promised.includes(name));
      if (missing.length + extra.length === 0) continue;
      const parts = [
        ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
        ...(extra.length > 0 ? [`has ${extra.join(", ")}, which the contract does not name`] : []),
      ];
      yield {
        message: `${wheel.fileName} ${parts.join(" and ")}`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
      };
    }
  },
});
