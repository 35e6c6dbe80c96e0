import type { Distribution } from "../../../../distribution/distribution.ts";
import type { Binary } from "../../../../distribution/binary/binary.ts";
import { memberPath } from "../../../views/metadata-view.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../../engine/rule.ts";
import { binariesOf, binaryVisitor, type WheelBinary } from "./wheel-binaries.ts";

type Facts = Pick<Rule, "code" | "slug" | "title" | "severity" | "docs"> & {
  readonly confidence?: Rule["confidence"];
};

/** A rule about the compiled files of one wheel at a time. */
export function binaryRule(
  facts: Facts & {
    readonly check: (
      wheel: Distribution,
      binaries: readonly WheelBinary[],
      inputs: RuleInputs,
    ) => Iterable<RuleFinding>;
  },
): Rule {
  const { check, ...rest } = facts;
  return defineRule<undefined, Binary>({
    ...rest,
    needs: ["wheel"],
    visitor: binaryVisitor,
    check: (inputs, _options, seen) =>
      inputs.wheels.flatMap((wheel) => [...check(wheel, binariesOf(wheel, seen), inputs)]),
  });
}

/** A finding about one compiled file of a wheel. */
export function about(
  wheel: Distribution,
  { member }: Pick<WheelBinary, "member">,
  message: string,
): RuleFinding {
  return {
    message: `${wheel.fileName}: ${message}`,
    location: { file: memberPath(wheel, member) },
    subject: `${wheel.fileName} ${member}`,
  };
}
