import { applyChanges, type TextChange } from "../../text/file-edit.ts";
import {
  isTitle,
  lineOf,
  readOptions,
  releaseCommands,
  separator,
  type CommandPlace,
  type LeftCommand,
  type Release,
  type Rewritten,
} from "./command-files.ts";
import { configuredAddress, configuredBefore, indexesInEnvironment } from "./credentials.ts";

const COMMAND =
  /(?<![\w./$-])(?:(?:python[\d.]*[ \t]+-m|pipx[ \t]+run|uvx|uv[ \t]+run|uv[ \t]+tool[ \t]+run)[ \t]+)?(?:[\w$~{}.-]*\/)*(poetry|flit|\$[({]?POETRY[)}]?)[ \t]+(build|publish)(?![\w-]|[ \t]*:)/g;
const WITH_VALUE =
  /^(?:-f|--format|-o|--output|-C|--directory|-P|--project|-c|--config-settings|-r|--repository|-u|--username|-p|--password|--cert|--client-cert|--dist-dir|--pypirc)$/;
const SILENT =
  /^(?:-n|--no-interaction|-q|--quiet|-v+|--verbose|--ansi|--no-ansi|--clean|--build|--no-cache)$/;

/** `poetry build`, `flit publish` and their like. */
export function rewritePoetry(text: string, place: CommandPlace, gone: ReadonlySet<string>): Rewritten {
  const changes: TextChange[] = [];
  const left: LeftCommand[] = [];
  const asks: number[] = [];
  let uploads = false;
  const indexes = indexesInEnvironment(text);
  for (const found of text.matchAll(COMMAND)) {
    const [written, program = "", verb] = found;
    const start = found.index;
    if (isTitle(text, start) || !gone.has(program.startsWith("$") ? "poetry" : program)) continue;
    const { options, length } = readOptions(text.slice(start + written.length), WITH_VALUE);
    const end = start + written.length + length;
    const line = lineOf(text, start);
    const command = text.slice(start, end).replaceAll(/\s+/g, " ");
    const publishes = verb === "publish";
    const leave = (help: string): number => left.push({ line, command, help, publishes });
    const values = new Map(options);
    const read = releaseOf(program, publishes, options);
    if (typeof read === "string") {
      leave(`use the commands of build and twine: ${read} has no counterpart`);
      continue;
    }
    let release = read;
    if (release.upload !== null) {
      const index = values.get("-r") ?? values.get("--repository") ?? "pypi";
      const to = indexOptions(text, index);
      if (to === null) {
        leave(`give the URL of ${index}: python -m twine upload --repository-url URL dist/*`);
        continue;
      }
      const isSaid = release.upload.includes("--password");
      const isNamed =
        indexes.has(index.toUpperCase().replaceAll(/[.-]/g, "_")) || /\bFLIT_PASSWORD\b/.test(text);
      const configured = isSaid || isNamed || place === "prose" ? null : configuredBefore(text, start, index);
      if (!isSaid && isNamed && indexes.size > 1) {
        leave(
          "set TWINE_USERNAME and TWINE_PASSWORD for this index in the step, and run python -m twine upload dist/*",
        );
        continue;
      }
      if (!isSaid && !isNamed && configured === null) {
        if (place === "runner" || place === "bare") {
          leave(
            "no credentials are set here, and twine reads TWINE_USERNAME and TWINE_PASSWORD: set them, and run python -m twine upload dist/*",
          );
          continue;
        }
        asks.push(line);
      }
      release = { ...release, upload: [...to, ...(configured?.options ?? []), ...release.upload] };
      uploads = true;
      if (configured?.command != null) changes.push({ ...configured.command, text: "" });
    }
    const commands = releaseCommands(place, "python", release);
    changes.push({ start, end, text: commands.join(separator(text, start, place)) });
  }
  return { text: applyChanges(text, changes), left, asks, uploads };
}

/** A command of words, as nox has it; a text says what has no counterpart. */
export function releaseOfWords(
  text: string,
  program: string,
  isUpload: boolean,
  words: readonly string[],
): Release | string {
  const rest = words.map((word) => ` ${word}`).join("");
  const { options, length } = readOptions(rest, WITH_VALUE);
  if (length < rest.length) return rest.slice(length).trim();
  const release = releaseOf(program, isUpload, options);
  if (typeof release === "string" || release.upload === null) return release;
  const values = new Map(options);
  const index = values.get("-r") ?? values.get("--repository") ?? "pypi";
  const to = indexOptions(text, index);
  return to === null ? `--repository ${index}` : { ...release, upload: [...to, ...release.upload] };
}

/** Options of build and of twine; a text names the option that neither has. */
function releaseOf(
  program: string,
  isUpload: boolean,
  options: readonly (readonly [string, string | null])[],
): Release | string {
  const build: string[] = [];
  const upload: string[] = [];
  const values = new Map(options);
  // Flit's publish builds first.
  const isBuilt = !isUpload || program === "flit" || values.has("--build");
  const folder = values.get("--dist-dir") ?? values.get("-o") ?? values.get("--output") ?? null;
  for (const [name, value] of options) {
    if (SILENT.test(name) || name === "-r" || name === "--repository") continue;
    if (name === "-f" || name === "--format") {
      if (value !== "wheel" && value !== "sdist") return `${name} ${value ?? ""}`;
      build.push(`--${value}`);
    } else if (/^(?:-o|--output|--dist-dir)$/.test(name)) {
      if (isBuilt) build.push("--outdir", value ?? "dist");
    } else if (/^(?:-C|--directory|-P|--project)$/.test(name) && !isUpload) build.push(value ?? ".");
    else if (/^(?:-u|--username)$/.test(name)) upload.push("--username", value ?? "");
    else if (/^(?:-p|--password)$/.test(name)) upload.push("--password", value ?? "");
    else if (/^--(?:skip-existing|cert|client-cert)$/.test(name))
      upload.push(name, ...(value === null ? [] : [value]));
    else return name;
  }
  return { build: isBuilt ? build : null, upload: isUpload ? upload : null, files: `${folder ?? "dist"}/*` };
}

/** twine knows two indexes by name. */
function indexOptions(text: string, index: string): readonly string[] | null {
  if (index === "pypi") return [];
  const address = configuredAddress(text, index);
  if (address !== null) return ["--repository-url", address];
  return index === "testpypi" ? ["--repository", index] : null;
}
