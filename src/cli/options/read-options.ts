import type { Command } from "commander";
import { fault } from "../../findings/fault.ts";
import {
  flagName,
  isSwitch,
  variableNames,
  type OptionDeclaration,
  type OptionDeclarations,
  type OptionsOf,
} from "./declaration.ts";
import { parseValue } from "./parse-value.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Every declared option: as the command line says it, behind the command's name or before it, else as its variable says
 * it, else its default. Throws `usage/variable`.
 */
export function readOptions<const Declarations extends OptionDeclarations>(
  declarations: Declarations,
  levels: readonly Command[],
  variables: Variables,
): OptionsOf<Declarations> {
  const entries = Object.entries(declarations).map(([key, declaration]) => [
    key,
    said(key, declaration, levels) ?? fromVariables(key, declaration, variables) ?? usual(declaration),
  ]);
  return Object.fromEntries(entries) as OptionsOf<Declarations>;
}

/** Where an option's value comes from; null for its default. */
export type OptionOrigin = { readonly kind: "flag" | "variable"; readonly name: string } | null;

/** The same, where each value comes from. */
export function optionOrigins(
  declarations: OptionDeclarations,
  levels: readonly Command[],
  variables: Variables,
): Readonly<Record<string, OptionOrigin>> {
  const entries = Object.entries(declarations).map(([key, declaration]): [string, OptionOrigin] => {
    if (said(key, declaration, levels) !== undefined)
      return [key, { kind: "flag", name: `--${flagName(key)}` }];
    const { plain, negated } = variableNames(key, declaration);
    const name = [plain, negated].find((each) => (variables[each] ?? "") !== "");
    return [key, name === undefined ? null : { kind: "variable", name }];
  });
  return Object.fromEntries(entries);
}

function said(key: string, declaration: OptionDeclaration, levels: readonly Command[]): unknown {
  for (const name of [key, ...(declaration.aliases ?? [])]) {
    const level = levels.findLast((each) => each.getOptionValueSource(name) === "cli");
    const value: unknown = level?.getOptionValue(name);
    if (value !== undefined) return value === true && "bare" in declaration ? declaration.bare : value;
  }
  return undefined;
}

function usual(declaration: OptionDeclaration): unknown {
  switch (declaration.kind) {
    case "switch":
      return false;
    case "count":
      return 0;
    case "negation":
      return true;
    case "choice":
      return declaration.default;
    case "either":
    case "text":
    case "number":
    case "list":
      return undefined;
  }
}

function fromVariables(key: string, declaration: OptionDeclaration, variables: Variables): unknown {
  const { plain, negated } = variableNames(key, declaration);
  const value = fromVariable(plain, declaration, variables);
  if (!isSwitch(declaration)) return value;
  const opposite = fromVariable(negated, declaration, variables);
  if (opposite === undefined) return value;
  if (value === opposite) {
    const wanted = `the opposite of ${plain}=${variables[plain]}, or nothing`;
    throw fault("usage/variable", { variable: negated, value: variables[negated] ?? "", wanted });
  }
  return opposite === false;
}

/** What to say of variables that are not read: two commands understand them differently, so each has its own. */
export function unreadVariables(declarations: OptionDeclarations, variables: Variables): readonly string[] {
  return Object.entries(declarations).flatMap(([key, declaration]) => {
    const { plain, negated } = variableNames(key, {});
    const read = variableNames(key, declaration);
    const set = [plain, negated].filter((name) => (variables[name] ?? "") !== "");
    if (read.plain === plain) return [];
    return set.map(
      (name) =>
        `${name} is not read because its meaning depends on the command: set ${name === plain ? read.plain : read.negated}`,
    );
  });
}

/** The parsed value of a variable; undefined when it is not set or empty. */
function fromVariable(name: string, declaration: OptionDeclaration, variables: Variables): unknown {
  const text = variables[name] ?? "";
  if (text === "") return undefined;
  const made = parseValue(declaration, text);
  if ("value" in made) return made.value;
  throw fault("usage/variable", { variable: name, value: text, wanted: made.wanted });
}
