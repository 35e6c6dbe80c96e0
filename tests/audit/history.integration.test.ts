import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import type { AuditReport } from "../../src/audit/audit.ts";
import { gitRepository, temporaryDirectory } from "../support/git.ts";
import { run } from "../acceptance/cli.ts";

const PYPROJECT = '[project]\nname = "app"\nversion = "1.0"\n';
const places = temporaryDirectory();
afterAll(() => places[Symbol.dispose]());

describe("credentials", () => {
  const token = (of: string): string => `ghp_${`${of}9Kd2mQx7Rv4Tz8Lb1Nc6Wp3Yh5Jf0Sg2Ae4Bu`.slice(0, 36)}`;
  const secretsIn = async (root: string): Promise<AuditReport & { readonly exit: number | null }> => {
    const { exit, stdout } = await run(["audit", root, "--only", "secrets", "--json"]);
    return { ...(JSON.parse(stdout) as AuditReport), exit };
  };

  test("are found where differences do not show them, masked, with the commit", async () => {
    using repository = gitRepository("secrets");
    const [merged, hidden, binary] = ["A", "B", "C"].map(token);
    const first = repository.commit("one", {
      "pyproject.toml": PYPROJECT,
      ".gitattributes": "hidden.cfg -diff\n",
      "hidden.cfg": `t = "${hidden}"\n`,
      "binary.dat": Buffer.from(`\0\0${binary}\n`),
      ".env": "TOKEN=hello\n",
      "tests/test_a.py": `T = "${token("D")}"\n`,
    });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit("side", { "side.py": "" });
    repository.git("checkout", "-q", "-");
    repository.commit("main", { "main.py": "" });
    repository.git("merge", "-q", "--no-commit", "--no-ff", "side");
    const last = repository.commit("merge", { "merged.py": `x = 1\nt = "${merged}"\n` });
    repository.commit("away", { ".env": null, "hidden.cfg": null });
    repository.write({ "new.py": `t = "${token("E")}"\n` });
    const { exit, findings, notChecked } = await secretsIn(repository.root);
    const told = findings.map(({ severity, message }) => `${severity}: ${message}`).toSorted();
    const short = (commit: string): string => commit.slice(0, 12);
    expect(told).toEqual([
      `error: .env is a file of secrets by its name, commit ${short(first)}, no longer in the tree but still in the history`,
      `error: binary.dat contains a GitHub token (ghp_C9Kd…), commit ${short(first)}`,
      `error: hidden.cfg contains a GitHub token (ghp_B9Kd…), commit ${short(first)}, no longer in the tree but still in the history`,
      `error: merged.py contains a GitHub token (ghp_A9Kd…), commit ${short(last)}`,
      "error: new.py contains a GitHub token (ghp_E9Kd…), not committed yet",
      `info: tests/test_a.py contains a GitHub token (ghp_D9Kd…), commit ${short(first)}`,
    ]);
    expect(findings.find(({ subject }) => subject === "merged.py")?.location).toMatchObject({ line: 2 });
    expect({ exit, notChecked }).toEqual({ exit: 1, notChecked: [] });
    expect(JSON.stringify(findings)).not.toContain(merged);
  });

  test("of a shallow clone are not all looked for, which is no success", async () => {
    using repository = gitRepository("whole");
    repository.commit("one", { "pyproject.toml": PYPROJECT });
    repository.commit("two", { "a.py": "" });
    const clone = join(places.path, "shallow");
    repository.git("clone", "-q", "--depth", "1", `file://${repository.root}`, clone);
    expect(await secretsIn(repository.root)).toMatchObject({ exit: 0, notChecked: [] });
    expect(await secretsIn(clone)).toMatchObject({
      exit: 7,
      notChecked: [{ reason: "the history is incomplete: this is a shallow clone" }],
    });
  });

  test("of a partial clone neither", async () => {
    using repository = gitRepository("whole");
    repository.commit("one", { "pyproject.toml": PYPROJECT, "old.py": "x = 1\n" });
    repository.commit("two", { "old.py": null });
    repository.git("config", "uploadpack.allowFilter", "true");
    const clone = join(places.path, "partial");
    repository.git("clone", "-q", "--filter=blob:none", `file://${repository.root}`, clone);
    expect(await secretsIn(clone)).toMatchObject({
      exit: 7,
      notChecked: [{ reason: "the history is incomplete: this is a partial clone" }],
    });
  });
});
