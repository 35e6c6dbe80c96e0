import { basename, resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { fault } from "../../findings/fault.ts";
import { LICENSES, TEMPLATES, type InitAnswers, type TemplateName } from "../../init/answers.ts";
import type { InitPlan } from "../../init/plan-init.ts";
import { SHIPWHEEL_VERSION } from "../../text/own-version.ts";
import type { OptionDeclarations, OptionsOf } from "../options/declaration.ts";
import { document, type Documents } from "../documents.ts";
import { renderDiff } from "../render/diff.ts";
import { canAsk } from "../can-ask.ts";
import type { Session } from "../session.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { workingDirectory } from "./directory.ts";

const OPTIONS = {
  template: {
    kind: "choice",
    value: "<kind>",
    choices: TEMPLATES,
    help: "in an empty directory: kind of project (default: library)",
  },
  name: {
    kind: "text",
    value: "<name>",
    scope: "init",
    help: "name of the project (default: the directory's)",
  },
  description: { kind: "text", value: "<text>", scope: "init", help: "its description, in one sentence" },
  license: { kind: "choice", value: "<spdx>", choices: LICENSES, help: "its license (default: MIT)" },
  author: {
    kind: "text",
    value: "<name <address>>",
    scope: "init",
    help: "its author (default: from git's settings)",
  },
  repository: {
    kind: "text",
    value: "<address>",
    scope: "init",
    help: "URL of its repository (default: the remote's)",
  },
  host: {
    kind: "choice",
    scope: "init",
    value: "<name>",
    choices: ["github", "gitlab"],
    help: "where the workflows run (default: detected from the remote)",
  },
  workflows: { kind: "negation", help: "add no workflows" },
  diff: {
    kind: "switch",
    scope: "init",
    help: "show what would be written, and exit 1 if there is anything",
  },
} as const satisfies OptionDeclarations;

type InitOptions = OptionsOf<typeof OPTIONS>;

/** `shipwheel init`: what a project lacks for its releases, or a whole new project. */
export const initCommand: CommandDefinition = defineCommand({
  name: "init",
  summary: "create a project, or add what one lacks: settings, classifiers, changelog, workflows, runbook",
  group: "Release",
  examples: [
    { run: "shipwheel init --diff", what: "show what is missing" },
    { run: "shipwheel init --template cli", what: "in an empty directory: create a command-line tool" },
  ],
  description:
    "Reads the tree and writes only what is missing: requires-python, license, classifiers, a script that the code has, smoke commands of " +
    "the README, folders that no distribution may hold, the changelog, the workflows, the runbook. Never overwrites a file; a second run changes nothing. In an empty directory it creates a project that passes its rehearsal. On a terminal it asks for values that no option sets.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: OPTIONS,
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const { hasProject, planInit } = await import("../../init/plan-init.ts");
    const directory = resolve(workingDirectory(globals, terminal.directory()), args[0] ?? ".");
    if (!options.diff) await ports.files.makeDirectory(directory);
    const isNew = !(await hasProject(directory, ports));
    const answers = isNew ? await answersOf(options, directory, session) : null;
    const { host = null, workflows } = options;
    const plan = await planInit({ directory, answers, host, workflows, shipwheel: SHIPWHEEL_VERSION }, ports);
    const facts: Documents["init"] = {
      new: isNew,
      files: plan.edits.map(({ path, before }) => ({ path, change: before === null ? "new" : "completed" })),
      notes: plan.notes,
    };
    if (options.diff)
      return {
        exitCode: plan.edits.length === 0 ? 0 : EXIT_CODES.check,
        json: document("init", facts),
        text: plan.edits.flatMap((edit) => renderDiff(edit, style)).join("\n"),
      };
    if (plan.edits.length > 0 && !(await confirmed(plan, session)))
      return {
        exitCode: 0,
        json: document("init", { ...facts, written: false }),
        text: "Nothing was written.",
      };
    const { applyEdits } = await import("../../git/apply-edits.ts");
    await applyEdits(plan.root, plan.edits, ports);
    const lines = plan.edits.map(
      ({ path, before }) => `${before === null ? "new      " : "completed"}  ${path}`,
    );
    const next =
      answers === null
        ? "Rehearse the release with the changes: shipwheel rehearse --worktree"
        : await firstSteps(answers, directory, ports);
    return {
      exitCode: 0,
      json: document("init", { ...facts, written: true }),
      text: [
        ...(lines.length === 0 ? ["Nothing is missing."] : [...lines, "", next]),
        ...plan.notes.map((note) => `note: ${note}`),
      ].join("\n"),
    };
  },
});

/** What comes after the files of a new project. */
async function firstSteps(answers: InitAnswers, directory: string, ports: Session["ports"]): Promise<string> {
  const { gitRunner } = await import("../../git/git-runner.ts");
  const { status } = await gitRunner(directory, ports).run(["rev-parse", "--is-inside-work-tree"]);
  const begin = status === 0 ? "Commit it" : "Run git init, commit it";
  const member = answers.template === "monorepo" ? ` packages/${answers.name}` : "";
  return `${begin}, and rehearse its release: shipwheel rehearse${member}`;
}

async function confirmed(plan: InitPlan, session: Session): Promise<boolean> {
  if (!canAsk(session)) return true;
  const names = plan.edits.map(
    ({ path, before }) => `  ${before === null ? "new      " : "completed"}  ${path}`,
  );
  session.print(`${names.join("\n")}\n\n`);
  const answer = await terminal.ask("Write these files? [Y/n] ", session.ports.signal);
  return answer !== null && /^(?:y(?:es)?)?$/i.test(answer.trim());
}

const WORDS: Readonly<Record<TemplateName, string>> = {
  library: "The library",
  cli: "The command",
  extension: "The extension module",
  monorepo: "The packages of",
  app: "The application",
};

/** What the options say, else what a person answers, else what is usual. */
async function answersOf(options: InitOptions, directory: string, session: Session): Promise<InitAnswers> {
  const { ports } = session;
  const ask = async (given: string | undefined, question: string, usual: string): Promise<string> => {
    if (given !== undefined || !canAsk(session)) return given ?? usual;
    const answer = (await terminal.ask(`${question} [${usual}] `, ports.signal))?.trim() ?? "";
    return answer === "" ? usual : answer;
  };
  const template = oneOf(
    TEMPLATES,
    await ask(options.template, `What is it: ${TEMPLATES.join(", ")}?`, "library"),
  );
  const name = await ask(options.name, "Its name?", basename(directory));
  const usual = `${WORDS[template]} ${name}`;
  const description = await ask(options.description, "What does it do, in one sentence?", usual);
  const license = oneOf(LICENSES, await ask(options.license, `Its license: ${LICENSES.join(", ")}?`, "MIT"));
  const author = await authorOf(options.author, directory, session);
  const repository = options.repository?.replace(/\/+$/, "") ?? null;
  if (repository !== null && !/^https:\/\/[\w.-]+\/[\w./-]+$/.test(repository))
    throw fault("usage/arguments", {
      reason: `--repository must be https://HOST/OWNER/NAME`,
      command: "init",
    });
  return { template, name, description, license, repository, author };
}

function oneOf<Choice extends string>(choices: readonly Choice[], answer: string): Choice {
  const found = choices.find((each) => each === answer);
  if (found === undefined)
    throw fault("usage/arguments", { reason: `${answer} is none of ${choices.join(", ")}`, command: "init" });
  return found;
}

async function authorOf(
  said: string | undefined,
  directory: string,
  { ports }: Session,
): Promise<InitAnswers["author"]> {
  const { gitRunner } = await import("../../git/git-runner.ts");
  const known = async (key: string): Promise<string> => {
    const { status, stdout } = await gitRunner(directory, ports).run(["config", "--get", key]);
    return status === 0 ? stdout.trim() : "";
  };
  const [, name = "", email = ""] =
    said === undefined
      ? [null, await known("user.name"), await known("user.email")]
      : (/^(.+?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(said) ?? []);
  if (said !== undefined && name === "")
    throw fault("usage/arguments", {
      reason: `--author takes "Name <address>", and not ${said}`,
      command: "init",
    });
  return name === "" || email === "" ? null : { name, email };
}
