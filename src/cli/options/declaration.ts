/** A switch: `--dry-run`. */
export interface SwitchOption extends OptionText {
  readonly kind: "switch";
}

/** How often it is given: `-v`, `-vv`. */
export interface CountOption extends OptionText {
  readonly kind: "count";
}

/** What is done unless somebody says no: the key `push` is the flag `--no-push`. */
export interface NegationOption extends OptionText {
  readonly kind: "negation";
}

/** A question with three answers: `--existing`, `--no-existing`, and neither of them. */
export interface EitherOption extends OptionText {
  readonly kind: "either";
  /** What `--no-…` says. */
  readonly noHelp: string;
}

/** Any text: a path, a version, an address. */
export interface TextOption extends OptionText {
  readonly kind: "text";
  /** How the value is called in the help: `<dir>`. */
  readonly value: string;
  /** What the option says without a value; its value is optional then: `[dir]`. */
  readonly bare?: string;
}

/** A decimal number from `least` to `most`. */
export interface NumberOption extends OptionText {
  readonly kind: "number";
  readonly value: string;
  /** What is wanted, as the messages say it: `a port`. */
  readonly what: string;
  readonly least: number;
  readonly most?: number;
  readonly isWhole?: boolean;
}

/** Several values: the option again, or commas. */
export interface ListOption<Choice extends string = string> extends OptionText {
  readonly kind: "list";
  readonly value: string;
  readonly choices?: readonly Choice[];
}

/** One of a few values. */
export interface ChoiceOption<Choice extends string = string> extends OptionText {
  readonly kind: "choice";
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly default?: Choice;
  /** What the option says without a value; its value is optional then. */
  readonly bare?: Choice;
}

interface OptionText {
  readonly help: string;
  readonly short?: string;
  /** Further flags that mean the same, as other tools name it; accepted and not listed. */
  readonly aliases?: readonly string[];
  /** Accepted and not listed. */
  readonly hidden?: boolean;
  /**
   * The command in whose name the variable is, where another command has an option of this name that means something
   * else: `SHIPWHEEL_PUBLISH_NO_CHECK`.
   */
  readonly scope?: string;
}

/** One option of a command, as data. */
export type OptionDeclaration =
  | SwitchOption
  | CountOption
  | NegationOption
  | EitherOption
  | TextOption
  | NumberOption
  | ListOption
  | ChoiceOption;

/** A command's options by the camelCase of their flags: `dryRun` is `--dry-run`. */
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

/** The parsed value of an option; undefined when nobody gave one and there is no default. */
export type OptionValue<Declaration> = Declaration extends { readonly kind: "switch" | "negation" }
  ? boolean
  : Declaration extends { readonly kind: "either" }
    ? boolean | undefined
    : Declaration extends { readonly kind: "count" }
      ? number
      : Declaration extends { readonly kind: "number" }
        ? number | undefined
        : Declaration extends { readonly kind: "text" }
          ? string | undefined
          : Declaration extends ListOption<infer Choice>
            ? readonly Choice[] | undefined
            : Declaration extends { readonly choices: readonly (infer Choice)[]; readonly default: string }
              ? Choice
              : Declaration extends { readonly choices: readonly (infer Choice)[] }
                ? Choice | undefined
                : never;

/** What a command's body is given: each declared option, and no other. */
export type OptionsOf<Declarations> = {
  readonly [Key in keyof Declarations]: OptionValue<Declarations[Key]>;
};

/** `dryRun` as a flag names it: `dry-run`. */
export function flagName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether the option is a yes or a no. */
export function isSwitch(
  declaration: OptionDeclaration,
): declaration is SwitchOption | NegationOption | EitherOption {
  return ["switch", "negation", "either"].includes(declaration.kind);
}

/** The variable of an option, and for a yes-or-no its opposite: `SHIPWHEEL_PUSH=0` is `SHIPWHEEL_NO_PUSH=1`. */
export function variableNames(
  key: string,
  { scope }: Pick<OptionDeclaration, "scope">,
): { readonly plain: string; readonly negated: string } {
  const prefix = scope === undefined ? "SHIPWHEEL" : `SHIPWHEEL_${constantCase(scope)}`;
  const name = constantCase(flagName(key));
  return { plain: `${prefix}_${name}`, negated: `${prefix}_NO_${name}` };
}

function constantCase(name: string): string {
  return name.replaceAll(/[- ]/g, "_").toUpperCase();
}
