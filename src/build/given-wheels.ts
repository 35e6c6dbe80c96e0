import { join } from "node:path";
import { openDistribution, type Distribution } from "../distribution/distribution.ts";
import { differingFields, mayFit, sameTags, unfitWheel } from "../distribution/given/given-wheels.ts";
import type { MemberVisitor } from "../distribution/member-visitor.ts";
import type { Finding } from "../findings/finding.ts";
import { fault } from "../findings/fault.ts";
import type { Files } from "../ports/files.ts";
import { GIVEN_WHEEL_UNFIT } from "./build-rules.ts";

/** Wheels that were built elsewhere: all of them, or the reasons why none is taken. */
export interface GivenWheels {
  /** What this machine can try comes first. */
  readonly wheels: readonly Distribution[];
  readonly findings: readonly Finding[];
}

/** Opens every wheel of a directory and holds it to the files that were built here. Throws `usage/no-such-path`. */
export async function openGivenWheels(
  directory: string,
  built: { readonly sdist: Distribution; readonly wheel: Distribution },
  python: { readonly major: number; readonly minor: number; readonly platform: string },
  visitors: readonly MemberVisitor<unknown>[],
  files: Pick<Files, "open" | "list" | "stat">,
): Promise<GivenWheels> {
  if ((await files.stat(directory))?.kind !== "directory")
    throw fault("usage/no-such-path", { path: directory });
  const names = (await files.list(directory)).map(({ name }) => name).filter((name) => name.endsWith(".whl"));
  const wheels: Distribution[] = [];
  for (const name of names) wheels.push(await openDistribution(join(directory, name), files, { visitors }));
  const findings = problemsOf(wheels, built, directory);
  const order = (wheel: Distribution): number => (mayFit(wheel, python) ? 0 : 1);
  return { wheels: wheels.toSorted((a, b) => order(a) - order(b)), findings };
}

function problemsOf(
  wheels: readonly Distribution[],
  { sdist, wheel: own }: { readonly sdist: Distribution; readonly wheel: Distribution },
  directory: string,
): readonly Finding[] {
  const { name = "", version = "" } = sdist.metadata ?? {};
  const problems: { readonly message: string; readonly subject: string }[] = [];
  if (wheels.length === 0) problems.push({ message: `${directory} has no wheel`, subject: directory });
  const fitting: Distribution[] = [];
  for (const wheel of wheels) {
    const { fileName: subject } = wheel;
    const unfit = unfitWheel(wheel, { project: name, version });
    const fields = unfit === null ? differingFields(own, wheel) : [];
    if (unfit !== null) problems.push({ message: unfit, subject });
    else if (fields.length > 0) {
      const message = `${subject} has other metadata than the wheel that is built from the sdist: ${fields.join(", ")}`;
      problems.push({ message, subject });
    } else fitting.push(wheel);
  }
  for (const [one, other] of sameTags(fitting))
    problems.push({ message: `${one} and ${other} are for the same machines`, subject: other });
  return problems.map(({ message, subject }) =>
    GIVEN_WHEEL_UNFIT.finding({
      message,
      why: "the wheels of a release are taken all or none, and must say the same of the project",
      help: "build every wheel from the sdist of this commit, and give the directory that has them and no others",
      location: { file: subject },
      subject,
    }),
  );
}
