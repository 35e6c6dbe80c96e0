import { commandLines } from "./commands.ts";
import type { Job } from "./model.ts";

/** A build or upload tool of Python that runners do not have. */
interface Tool {
  readonly name: string;
  /** The command that runs it. */
  readonly runs: RegExp;
  /** What brings it along, in any line or action before. */
  readonly brought: RegExp;
}

const module = (name: string, words: string): RegExp =>
  new RegExp(String.raw`(?:^|[\s;&|(])python[\d.]*(?:\.exe)? -m ${name}(?![\w.-])${words}`);
const command = (words: string): RegExp => new RegExp(String.raw`^(?:\w+=\S+ )*${words}(?![\w-])`);

const TOOLS: readonly Tool[] = [
  { name: "build", runs: module("build", ""), brought: /\bbuild\b(?!\/|\.)/ },
  {
    name: "twine",
    runs: /^(?:\w+=\S+ )*(?:python[\d.]* -m )?twine (?:upload|check)\b/,
    brought: /\btwine\b/,
  },
  { name: "hatch", runs: command("hatch (?:build|publish|run|version)"), brought: /\bhatch\b/ },
  { name: "poetry", runs: command("poetry (?:build|publish|install|run)"), brought: /\bpoetry\b/ },
  { name: "flit", runs: command("flit (?:build|publish)"), brought: /\bflit\b/ },
  { name: "pdm", runs: command("pdm (?:build|publish)"), brought: /\bpdm\b/ },
  { name: "uv", runs: command("uv (?:build|publish|run|sync|pip)"), brought: /\buv\b|setup-uv/ },
];

/** A tool that a job runs and that nothing in the job brought along, with the line. */
export interface MissingTool {
  readonly tool: string;
  readonly step: Job["steps"][number];
  /** The position of the command in the script. */
  readonly index: number;
}

const INSTALLS =
  /\b(?:install|sync|add|inject|bootstrap|ensure|setup|get|apt|brew|conda|mamba|pixi|nix|make|requirements)\b|curl|wget|\.sh\b/;

/**
 * The tools that a job runs without bringing them along. Silent as soon as something in it may have brought
 * anything: an action of somebody, requirements in a file, a container.
 */
export function* missingTools(job: Job): Generator<MissingTool> {
  if (job.node.entries.has("container")) return;
  const installed: string[] = [];
  let opaque = false;
  const told = new Set<string>();
  for (const step of job.steps) {
    if (step.uses !== null) {
      installed.push(step.uses);
      if (!PLAIN.test(step.action)) opaque = true;
      continue;
    }
    for (const { text, index } of commandLines(step.run ?? "")) {
      for (const part of text.split(/&&|;|\|\|/).map((each) => each.trim())) {
        const tool = TOOLS.find(({ runs }) => runs.test(part));
        if (
          tool !== undefined &&
          !opaque &&
          !told.has(tool.name) &&
          !installed.some((each) => tool.brought.test(each))
        ) {
          told.add(tool.name);
          yield { tool: tool.name, step, index };
        }
        if (!INSTALLS.test(part)) continue;
        installed.push(part);
        // What a file or a script brings cannot be seen from here.
        if (
          /(?:^|\s)(?:-r|--requirement|--group|--extra|-e|\.|make|\S+\.sh|\S*\[\S+\]|\S+\.txt|sync)(?:\s|$|=)|\binstall \.|\$\{|\$\(|\$[A-Za-z{]|curl|wget/.test(
            part,
          )
        )
          opaque = true;
      }
    }
  }
}

/** Actions that bring no tool of Python besides the interpreter. */
const PLAIN =
  /^(?:actions\/(?:checkout|setup-python|setup-node|setup-go|upload-artifact|download-artifact|cache|github-script)|docker\/.*|softprops\/action-gh-release|pypa\/gh-action-pypi-publish)$/;
