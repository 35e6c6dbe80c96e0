import { basename, dirname, join, resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { readConfig } from "../../../config/read-config.ts";
import { openDistribution } from "../../../distribution/distribution.ts";
import { fault } from "../../../findings/fault.ts";
import { parseTomlFile } from "../../../tree/formats/toml-file.ts";
import { smokeTestSource } from "../../../verify/emit-smoke-test.ts";
import { rehearsedProject } from "../../../verify/rehearsed-project.ts";
import { document } from "../../documents.ts";
import { writeResult } from "../../write-result.ts";
import type { Outcome } from "../../session.ts";
import type { Invocation } from "../definition.ts";
import { workingDirectory } from "../directory.ts";

/** `shipwheel verify DISTS --emit FILE`: the smoke test as a file of the project's own. */
export async function emitSmokeTest(
  file: string,
  { session, args }: Pick<Invocation<object>, "session" | "args">,
): Promise<Outcome> {
  const { files } = session.ports;
  const here = workingDirectory(session.globals, terminal.directory());
  const path = resolve(here, file);
  if ((await files.stat(path)) !== null) throw fault("usage/file-exists", { file });
  const wheel = args.map((each) => resolve(here, each)).find((each) => each.endsWith(".whl"));
  if (wheel === undefined)
    throw fault("usage/no-wheel", { files: args.map((each) => basename(each)).join(", ") });
  const settings = join(here, "pyproject.toml");
  const pyproject =
    (await files.stat(settings)) === null
      ? null
      : parseTomlFile("pyproject.toml", await files.read(settings));
  await using opened = await openDistribution(wheel, files);
  const text = smokeTestSource(rehearsedProject(opened, null), readConfig(pyproject));
  await files.makeDirectory(dirname(path)).catch(() => undefined);
  await writeResult(path, text, files);
  return {
    exitCode: 0,
    json: document("smoke-test", { file: path }),
    text: `wrote ${file}: run it with pytest ${file}\n`,
  };
}
