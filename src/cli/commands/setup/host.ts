import { document } from "../../documents.ts";
import { fault } from "../../../findings/fault.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";

/** `shipwheel setup github` and `shipwheel setup gitlab`. */
export function setupHostCommand(kind: "github" | "gitlab", title: string): CommandDefinition {
  return defineCommand({
    name: kind,
    summary: `plan, or create with --apply, the settings on ${title} that protect publishing`,
    examples: [
      { run: `shipwheel setup ${kind}`, what: "show what is missing" },
      { run: `shipwheel setup ${kind} --apply`, what: "make it" },
    ],
    description:
      `Plans the environments of the publishing jobs, their reviewers and branch rules, and the rules of release tags on ${title}: what is missing, and nothing else. ` +
      "Changes nothing without --apply. Without a token it prints every step for doing it by hand." +
      (kind === "gitlab" ? " Reviewers need a plan with protected environments (Premium)." : ""),
    arguments: [{ name: "[path]", description: "the project's directory" }],
    options: {
      apply: { kind: "switch", help: "apply the changes" },
      dryRun: { kind: "switch", help: "show the plan and change nothing (default)" },
      reviewer: {
        kind: "list",
        value: "<login>",
        help: "person who must approve publishing to PyPI (repeatable)",
      },
    },
    async run({ session, args, options }) {
      const { ports, globals, style } = session;
      const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
      const { setUp } = await import("../../../doctor/setup/setup.ts");
      const { apply, dryRun, reviewer } = options;
      if (apply && dryRun)
        throw fault("usage/arguments", {
          reason: "--apply and --dry-run cannot be combined",
          command: `setup ${kind}`,
        });
      const report = await setUp({ directory, kind, reviewers: reviewer ?? [], apply }, ports);
      const { actions, isConnected, made, repository } = report;
      const lines = actions.flatMap(({ title: what, byHand }, at) => [
        `${made > at ? style.good("made") : style.strong("will")}  ${what}`,
        ...(isConnected ? [] : [`      ${byHand}`]),
      ]);
      const last =
        actions.length === 0
          ? "Everything is set up."
          : made > 0
            ? `${made} changes made.`
            : isConnected
              ? "Nothing was changed; use --apply to apply these changes."
              : `No token of ${title}: perform these steps by hand, or provide a token.`;
      return {
        exitCode: 0,
        json: document("setup", report),
        text: [style.strong(repository), "", ...lines, ...(lines.length === 0 ? [] : [""]), last].join("\n"),
      };
    },
  });
}
