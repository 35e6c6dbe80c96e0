import { InvalidArgumentError, Option } from "commander";
import { flagName, variableNames, type OptionDeclaration } from "./declaration.ts";
import { parseValue } from "./parse-value.ts";

/** What the parser is told of an option: one flag, and for the two sides of a question two. */
export function commanderOptions(key: string, declaration: OptionDeclaration): readonly Option[] {
  const { plain, negated } = variableNames(key, declaration);
  const positive = `${declaration.short === undefined ? "" : `-${declaration.short}, `}--${flagName(key)}`;
  const negative = `--no-${flagName(key)}`;
  const { help } = declaration;
  switch (declaration.kind) {
    case "switch":
      return [new Option(positive, withFacts(help, [], plain))];
    case "count":
      return [
        new Option(positive, withFacts(help, [], plain)).argParser(
          (_: string, before: unknown) => ((before as number | undefined) ?? 0) + 1,
        ),
      ];
    case "negation":
      return [new Option(negative, withFacts(help, [], negated))];
    case "either":
      return [
        new Option(positive, withFacts(help, [], plain)),
        new Option(negative, withFacts(declaration.noHelp, [], negated)),
      ];
    case "choice": {
      const { choices, default: usual } = declaration;
      const facts = [`choices: ${choices.join(", ")}`, ...(usual === undefined ? [] : [`default: ${usual}`])];
      return [parsed(`${positive} ${declaration.value}`, declaration, withFacts(help, facts, plain))];
    }
    case "list": {
      const facts =
        declaration.choices === undefined ? [] : [`one or more of: ${declaration.choices.join(", ")}`];
      return [parsed(`${positive} ${declaration.value}`, declaration, withFacts(help, facts, plain))];
    }
    case "text":
    case "number":
      return [parsed(`${positive} ${declaration.value}`, declaration, withFacts(help, [], plain))];
  }
}

function withFacts(help: string, facts: readonly string[], variable: string): string {
  return `${help} (${[...facts, `env: ${variable}`].join(", ")})`;
}

function parsed(flags: string, declaration: OptionDeclaration, description: string): Option {
  return new Option(flags, description).argParser((text: string, before: unknown) => {
    const made = parseValue(declaration, text);
    if ("wanted" in made) throw new InvalidArgumentError(`It takes ${made.wanted}.`);
    if (declaration.kind !== "list") return made.value;
    return [...((before as readonly string[] | undefined) ?? []), ...(made.value as readonly string[])];
  });
}
