import { symptom } from "../../findings/finding.ts";
import type { DriverError } from "../driver/records.ts";

/** The root of a failure, read from an exception chain or a printed traceback. */
export interface FailureCause {
  /** Two failures with one key have one cause. */
  readonly key: string;
  /** Python's last word: `ModuleNotFoundError: No module named 'x'`. */
  readonly headline: string;
  readonly missingModule: string | null;
  readonly missingFile: string | null;
  /** The symptom key that a prediction may explain. */
  readonly symptom: string | null;
}

/** The cause of an error that the driver reported. */
export function causeOfError(error: DriverError): FailureCause {
  const [first] = error.chain;
  const headline = first === undefined ? "unknown error" : `${first.type}: ${firstLine(first.message)}`;
  for (const link of error.chain) {
    if (link.type === "ModuleNotFoundError" && link.module) return missingModule(link.module, headline);
  }
  for (const link of error.chain) {
    if (link.type === "FileNotFoundError" && link.file) return missingFile(link.file, headline);
    const template =
      link.type === "TemplateNotFound" || link.type === "TemplatesNotFound" ? link.message : null;
    if (template !== null) return missingFile(template, headline);
    const folder = LOADER.exec(link.message)?.[1];
    if (folder !== undefined) return missingFile(folder, headline);
  }
  const place = error.frame === null ? "" : `@${error.frame.file}:${error.frame.line}`;
  return { key: `${headline}${place}`, headline, missingModule: null, missingFile: null, symptom: null };
}

/** What Jinja says of a package without the folder of its templates. */
const LOADER = /PackageLoader could not find a '([^']+)' directory/;

const LAST_WORD = /^(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)(?::\s*(.*))?$/;

/** The cause that a printed traceback names; null when the output holds none. */
export function causeOfOutput(output: string): FailureCause | null {
  const begin = output.lastIndexOf("Traceback (most recent call last)");
  if (begin < 0) return null;
  // Frames are indented; the first line that is not names the exception.
  const [, ...lines] = output.slice(begin).split(/\r?\n/);
  const match = LAST_WORD.exec(lines.find((line) => line !== "" && !/^\s/.test(line)) ?? "");
  const headline = match === null ? null : match[2] ? `${match[1]}: ${match[2]}` : (match[1] ?? null);
  const module = /ModuleNotFoundError: No module named '([^']+)'/.exec(output)?.[1];
  if (module !== undefined) return missingModule(module, headline ?? `No module named '${module}'`);
  const file =
    /FileNotFoundError: \[[^\]]*\][^:]*: '((?:[^'\\]|\\.)+)'/.exec(output)?.[1] ??
    /TemplateNotFound: '?([^\s']+)/.exec(output)?.[1] ??
    LOADER.exec(output)?.[1];
  if (file !== undefined) return missingFile(file, headline ?? `No such file: ${file}`);
  if (headline === null) return null;
  return { key: headline, headline, missingModule: null, missingFile: null, symptom: null };
}

function missingModule(module: string, headline: string): FailureCause {
  return {
    key: `missing-module:${module}`,
    headline,
    missingModule: module,
    missingFile: null,
    symptom: symptom.missingModule(module),
  };
}

function missingFile(file: string, headline: string): FailureCause {
  const name = file.split(/[\\/]/).findLast((part) => part !== "") ?? file;
  return {
    key: `missing-file:${name}`,
    headline,
    missingModule: null,
    missingFile: name,
    symptom: symptom.missingFile(name),
  };
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}
