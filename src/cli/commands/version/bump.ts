import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";
import { askOf, levelAndPath, LEVEL_ARGUMENT, PRE_OPTIONS } from "./ask.ts";

/** `shipwheel version bump`: the next version, in its files, a commit and a tag. */
export const bumpCommand: CommandDefinition = defineCommand({
  name: "bump",
  summary: "raise the version: files, changelog, commit and annotated tag, all or nothing",
  examples: [
    { run: "shipwheel version bump", what: "set the version that the commits require" },
    { run: "shipwheel version bump minor --dry-run", what: "show the changes of a minor release" },
  ],
  description:
    "Sets the next version wherever the project states it, writes the changelog's entry from Unreleased, news fragments or " +
    "commits, commits only these files, and tags the commit. If a step fails, everything is rolled back.",
  arguments: [LEVEL_ARGUMENT],
  options: {
    ...PRE_OPTIONS,
    dryRun: { kind: "switch", help: "show the changes, the commit and the tag without applying them" },
    commit: { kind: "negation", help: "change the files only; no commit and no tag" },
    tag: { kind: "negation", help: "no tag" },
    changelog: { kind: "negation", help: "do not change the changelog and the news fragments" },
    sign: {
      kind: "choice",
      value: "[format]",
      choices: ["gpg", "ssh", "git", "none"],
      bare: "git",
      help: "sign the tag: gpg, ssh, or as git is configured",
    },
    message: {
      kind: "text",
      short: "m",
      value: "<text>",
      help: "message of the commit, with {name}, {version} and {tag}",
    },
  },
  onlyLooks: ({ dryRun }) => (dryRun ? {} : null),
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const here = workingDirectory(globals, terminal.directory());
    const { words, path } = await levelAndPath(args, here, ports.files);
    const ask = askOf("version bump", words, options);
    const [{ bumpVersion }, { releaseEdits }, { nextVersion, renderNext }, { renderActions, renderMade }] =
      await Promise.all([
        import("../../../versioning/bump/bump-version.ts"),
        import("../../../changelog/release-edits.ts"),
        import("../../render/next-version.ts"),
        import("../../render/actions.ts"),
      ]);
    const directory = await projectDirectory(path, globals, terminal.directory(), ports.files);
    const { dryRun } = options;
    const { reading, plan, made } = await bumpVersion(
      {
        directory,
        ask,
        dryRun,
        commit: options.commit,
        tag: options.tag,
        sign: options.sign ?? null,
        message: options.message ?? null,
        changelog: options.changelog
          ? (version, date) => releaseEdits(directory, { version, date, offline: globals.offline }, ports)
          : null,
      },
      ports,
    );
    for (const text of plan?.notes ?? []) ports.events({ type: "note", level: "warning", text });
    const heading = renderNext(reading, style, false);
    const actions = plan === null || made !== null ? [] : ["", ...renderActions(plan.actions, style)];
    const end =
      plan === null
        ? []
        : [
            "",
            ...(made === null
              ? ["nothing was changed (--dry-run)"]
              : renderMade(
                  made,
                  { actions: plan.actions, hasRemote: reading.git.remoteUrl !== null },
                  style,
                )),
          ];
    const { actions: list = [], tag = null } = plan ?? {};
    return {
      exitCode: 0,
      json: document("version-bump", { ...nextVersion(reading), tag, actions: list, made, dry_run: dryRun }),
      text: [...heading, ...actions, ...end].join("\n"),
      brief: plan === null ? (heading[0] ?? "") : plan.version,
    };
  },
});
