import { InvalidArgumentError, Option } from "commander";
import { flagName, variableNames, type OptionDeclaration } from "./declaration.ts";
import { setChoices, setVariable } from "../help/layout.ts";
import { parseValue } from "./parse-value.ts";

/** What the parser is told of an option: one flag, for the two sides of a question two, and its aliases. */
export function commanderOptions(key: string, declaration: OptionDeclaration): readonly Option[] {
  const { short, aliases = [], ...alias } = declaration;
  const own = flags(key, short === undefined ? "" : `-${short}, `, declaration).map((option) =>
    option.hideHelp(declaration.hidden === true),
  );
  return [...own, ...aliases.flatMap((each) => flags(each, "", alias).map((option) => option.hideHelp()))];
}

function flags(key: string, lead: string, declaration: OptionDeclaration): readonly Option[] {
  const { plain, negated } = variableNames(key, declaration);
  const positive = `${lead}--${flagName(key)}`;
  const negative = `--no-${flagName(key)}`;
  const { help } = declaration;
  switch (declaration.kind) {
    case "switch":
      return [setVariable(new Option(positive, help), plain)];
    case "count":
      return [
        setVariable(
          new Option(positive, help).argParser(
            (_: string, before: unknown) => ((before as number | undefined) ?? 0) + 1,
          ),
          plain,
        ),
      ];
    case "negation":
      return [setVariable(new Option(negative, help), negated)];
    case "either":
      return [
        setVariable(new Option(positive, help), plain),
        setVariable(new Option(negative, declaration.noHelp), negated),
      ];
    case "choice": {
      const { choices, default: usual } = declaration;
      const marked = choices.map((each) => (each === usual ? `${each} (default)` : each));
      return [
        parsed(`${positive} ${declaration.value}`, declaration, `${help}: ${marked.join(", ")}`, plain),
      ];
    }
    case "list": {
      const text = declaration.choices === undefined ? help : `${help}: ${declaration.choices.join(", ")}`;
      return [parsed(`${positive} ${declaration.value}`, declaration, text, plain)];
    }
    case "text":
    case "number":
      return [parsed(`${positive} ${declaration.value}`, declaration, help, plain)];
  }
}

function parsed(flag: string, declaration: OptionDeclaration, help: string, variable: string): Option {
  const option = new Option(flag, help).argParser((text: string, before: unknown) => {
    const made = parseValue(declaration, text);
    if ("wanted" in made) throw new InvalidArgumentError(`It takes ${made.wanted}.`);
    if (declaration.kind !== "list") return made.value;
    return [...((before as readonly string[] | undefined) ?? []), ...(made.value as readonly string[])];
  });
  if ("choices" in declaration && declaration.choices !== undefined) setChoices(option, declaration.choices);
  return setVariable(option, variable);
}
