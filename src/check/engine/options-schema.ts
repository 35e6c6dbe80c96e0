/** A schema of a rule's options, in the form that valibot, zod and others share: Standard Schema 1. */
export interface OptionsSchema<Options> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => OptionsOutcome<Options> | Promise<OptionsOutcome<Options>>;
    readonly types?: { readonly input: unknown; readonly output: Options } | undefined;
  };
}

/** What a schema says of a value: the value with its defaults, or what is wrong with it. */
export type OptionsOutcome<Options> =
  | { readonly value: Options; readonly issues?: undefined }
  | { readonly issues: readonly OptionsIssue[] };

/** One thing that is wrong, and the keys that lead to it. */
export interface OptionsIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
