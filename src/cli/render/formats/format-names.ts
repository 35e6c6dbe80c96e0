/** The names of the formats, without loading them: the command line's help needs no more. */
export const FORMAT_NAMES: readonly string[] = [
  "text",
  "concise",
  "json",
  "sarif",
  "github",
  "gitlab",
  "junit",
];
