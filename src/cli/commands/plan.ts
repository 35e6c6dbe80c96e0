import { planOutcome } from "../render/plan.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { RELEASE_OPTIONS, releaseRequest } from "./options/release-options.ts";
import { BACKEND_OPTIONS } from "./options/run-options.ts";

/** `shipwheel plan`: what `release` would do; changes nothing. */
export const planCommand: CommandDefinition = defineCommand({
  name: "plan",
  summary: "show what a release would do, step by step; changes nothing",
  group: "Release",
  opening: "Prepare",
  examples: [
    { run: "shipwheel plan", what: "the steps, and which cannot be undone" },
    { run: "shipwheel plan --online", what: "also query the index and the remote" },
  ],
  description:
    "Shows the version, the index and every step of the release of HEAD: which are done, which cannot be undone, and what would stop it. Needs no credentials and no network; --online also queries the index and the remote.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: { ...RELEASE_OPTIONS, ...BACKEND_OPTIONS },
  onlyLooks: ({ backend }) => ({ backend }),
  async run(invocation) {
    const { ports, style } = invocation.session;
    const { readPlan } = await import("../../release/read-plan.ts");
    return planOutcome(await readPlan(await releaseRequest(invocation), ports), false, style);
  },
});
