import { gitRunner } from "../../git/git-runner.ts";
import { findAdmittedInterpreter } from "../../toolbox/interpreter.ts";
import { findUv } from "../../toolbox/uv.ts";
import { asFault } from "../../findings/as-fault.ts";
import { ok, wrong, type DoctorLine } from "../line.ts";
import { defineProbe, type Probe } from "../probe.ts";

/** uv, and a Python that the project admits. */
export const tools: Probe = defineProbe({
  id: "tools",
  title: "tools",
  async run({ tree, directory, offline, ports }) {
    const required = tree.project.requiresPython?.value ?? null;
    return Promise.all([
      line("git", "git", async () => {
        const { stdout } = await gitRunner(directory, ports).run(["--version"]);
        return stdout.trim().replace(/^git version /, "");
      }),
      line("uv", "uv", () => findUv(ports, { offline })),
      line("python", "Python", async () => {
        const { version, executable } = await findAdmittedInterpreter(required, ports, { directory });
        return `${version} (${executable})`;
      }),
    ]);
  },
});

async function line(id: string, title: string, find: () => Promise<string>): Promise<DoctorLine> {
  const said = { id, title };
  try {
    return ok(said, await find());
  } catch (error) {
    const known = asFault(error);
    if (known === null) throw error;
    return wrong(said, known.message, known.remedy);
  }
}
