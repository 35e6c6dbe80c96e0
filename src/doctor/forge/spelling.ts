import { ok, wrong, type DoctorLine } from "../line.ts";

/** The repository as its host spells it, which is what its claims have, against the recorded publishers. */
export function spellingLine(
  said: Pick<DoctorLine, "id" | "title">,
  name: string,
  registered: readonly string[],
  isSame: (registered: string, claimed: string) => boolean,
): DoctorLine {
  const other = registered.find((each) => each.toLowerCase() === name.toLowerCase() && !isSame(each, name));
  return other === undefined
    ? ok(said, name)
    : wrong(
        said,
        `the claims name ${name}, and the publisher is recorded as ${other}: the index compares letter case`,
        `register ${name} on the index, and record it so`,
      );
}
