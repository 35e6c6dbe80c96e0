import { terminal } from "../../../adapters/terminal.ts";
import type { Signing } from "../../../git/action.ts";
import { option } from "../../globals.ts";
import type { CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { askOf, LEVEL_ARGUMENT, preOption } from "./ask.ts";

/** `shipwheel version bump`: the next version, in its files, a commit and a tag. */
export const bumpCommand: CommandDefinition = {
  name: "bump",
  summary: "raises the version: files, one commit, an annotated tag; all or none",
  description:
    "Sets the next version wherever the project states it, commits these files and nothing else, and tags the commit. " +
    "A project whose version comes from its tags only gets the tag. When a step fails, everything is as it was.",
  arguments: [LEVEL_ARGUMENT],
  options: () => [
    preOption(),
    option("--dry-run", "show the changes, the commit and the tag, and make none of them").default(false),
    option("--no-commit", "change the files only; no commit and no tag"),
    option("--no-tag", "no tag"),
    option("--sign [format]", "sign the tag: gpg, ssh, or as git is configured").choices([
      "gpg",
      "ssh",
      "git",
      "none",
    ]),
    option("-m, --message <text>", "message of the commit, with {name}, {version} and {tag}"),
  ],
  async run({ session, args, options }) {
    const { ports, style } = session;
    const ask = askOf("version bump", args, options);
    const [{ bumpVersion }, { bumpDocument, renderNext }, { renderActions, renderMade }] = await Promise.all([
      import("../../../versioning/bump/bump-version.ts"),
      import("../../render/next-version.ts"),
      import("../../render/actions.ts"),
    ]);
    const directory = await projectDirectory(undefined, options, terminal.directory(), ports.files);
    const dryRun = options["dryRun"] === true;
    const { reading, plan, made } = await bumpVersion(
      {
        directory,
        ask,
        dryRun,
        commit: options["commit"] !== false,
        tag: options["tag"] !== false,
        sign: signingOf(options["sign"]),
        message: typeof options["message"] === "string" ? options["message"] : null,
      },
      ports,
    );
    for (const text of plan?.notes ?? []) ports.events({ type: "note", level: "warning", text });
    const heading = renderNext(reading, style, false);
    const actions = plan === null || made !== null ? [] : ["", ...renderActions(plan.actions, style)];
    const end =
      plan === null
        ? []
        : ["", ...(made === null ? ["nothing was changed (--dry-run)"] : renderMade(made, style))];
    const { actions: list = [], tag = null } = plan ?? {};
    return {
      exitCode: 0,
      json: { ...bumpDocument(reading), tag, actions: list, made, dry_run: dryRun },
      text: [...heading, ...actions, ...end].join("\n"),
    };
  },
};

function signingOf(value: unknown): Signing | null {
  if (value === true) return "git";
  return value === "gpg" || value === "ssh" || value === "git" || value === "none" ? value : null;
}
