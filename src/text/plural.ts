/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** So many are named in a message. */
const FEW = 3;

/** The first names of a list, and how many more there are: `a, b, c and 2 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, FEW).join(", ");
  return names.length > FEW ? `${shown} and ${names.length - FEW} more` : shown;
}
