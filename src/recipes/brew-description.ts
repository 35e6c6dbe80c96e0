/** The limit of `brew audit`. Characters. */
const LONGEST = 80;

/** A description in the form of Homebrew: `problem` says what could not be cured. */
export function brewDescription(
  summary: string,
  formula: string,
): { readonly text: string; readonly problem: string | null } {
  const plain = summary
    .replaceAll(/\p{Extended_Pictographic}\uFE0F?/gu, "")
    .replaceAll(/\bcommand[ -]?line\b/gi, (word) => (word.startsWith("C") ? "Command-line" : "command-line"))
    .replace(/^(?:a|an|the)\s+/i, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/(?<!\betc)\.+$/, "");
  const text = /^(?:iOS|iPhone|macOS)\b/.test(plain) ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
  if (text === "") return { text, problem: "the release has no summary" };
  if (text.length > LONGEST)
    return { text, problem: `the summary has ${text.length} characters, ${LONGEST} are allowed` };
  const startsWithName = text.toLowerCase().startsWith(`${formula.toLowerCase()} `);
  return { text, problem: startsWithName ? "the summary begins with the name of the formula" : null };
}
