import { fault } from "../../values/fault.ts";
import type { CommandDefinition } from "./definition.ts";

/** `shipwheel explain CODE`: what, why, how to fix, how to silence, which other tools have it. */
export const explainCommand: CommandDefinition = {
  name: "explain",
  summary: "what a finding means, why it matters, how to cure or silence it",
  description: "Explains a finding by its code (P001) or its name (direct-url-dependency).",
  arguments: [{ name: "<code>", description: "code or name of a rule" }],
  options: () => [],
  async run({ session, args }) {
    const { style } = session;
    const { explain, ruleCodes } = await import("../../pipeline/explain.ts");
    const asked = args[0] ?? "";
    const found = explain(asked);
    if (found === null) {
      const { nearest } = await import("../../values/nearest.ts");
      const near = nearest(asked.toUpperCase(), ruleCodes());
      throw fault("usage/no-such-rule", {
        rule: asked,
        hint: near === null ? "" : `; the nearest is ${near}`,
      });
    }
    const { docs } = found;
    const lines = [
      `${style.strong(found.code)} ${found.slug} (${found.severity})`,
      found.title,
      "",
      `${style.strong("what:")} ${docs.what}`,
      `${style.strong("why:")}  ${docs.why}`,
      `${style.strong("fix:")}  ${docs.fix}`,
      ...example("bad", docs.bad),
      ...example("good", docs.good),
      ...(docs.peers.length === 0 ? [] : ["", `${style.strong("also known as:")} ${docs.peers.join(", ")}`]),
      "",
      style.strong("to silence it, with a reason:"),
      ...found.silence.split("\n").map((line) => `    ${line}`),
    ];
    return { exitCode: 0, json: { schema: 1, ...found }, text: lines.join("\n") };

    function example(title: string, text: string): readonly string[] {
      if (text === "") return [];
      return [
        "",
        style.strong(`${title}:`),
        ...text
          .trimEnd()
          .split("\n")
          .map((line) => `    ${line}`),
      ];
    }
  },
};
