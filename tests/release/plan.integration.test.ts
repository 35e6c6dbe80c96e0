import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { decideRelease, type DecidedRelease } from "../../src/release/decide-release.ts";
import { planRelease } from "../../src/release/plan-release.ts";
import { readRelease } from "../../src/release/read-release.ts";
import type { ReleaseRequest } from "../../src/release/request.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { releaseRequest } from "../support/release.ts";

const PROJECT = '[project]\nname = "Demo.Pkg"\nversion = "1.0.0-rc1"\n';

interface Shape {
  readonly pyproject?: string;
  readonly prepare?: (repository: GitRepository) => void;
  readonly request?: Partial<ReleaseRequest>;
  readonly variables?: Readonly<Record<string, string>>;
}

async function decided(shape: Shape = {}): Promise<DecidedRelease> {
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": shape.pyproject ?? PROJECT, "demo.py": "" });
  shape.prepare?.(repository);
  await using node = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", ...shape.variables } });
  const { index: _, ...request } = releaseRequest(repository.root);
  const asked = { index: null, ...request, forge: true, push: true, ...shape.request };
  const { release } = decideRelease(await readRelease(asked, node.ports), asked);
  if (release === null) throw new Error("nothing was decided");
  return release;
}

const IDENTITY = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://identity.example.test/?v=1",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "token",
};
const GITHUB = (repository: GitRepository): void =>
  void repository.git("remote", "add", "origin", "https://github.com/demo/demo.git");

describe("the steps", () => {
  const whole = async (): Promise<ReturnType<typeof planRelease>> =>
    planRelease(
      await decided({
        pyproject: `${PROJECT}[tool.shipwheel.release]\ngates = ["pytest -q"]\nsign-checksums = "gpg"\n`,
        prepare: GITHUB,
        variables: IDENTITY,
      }),
    );

  test("of a whole release: what can be undone comes before the upload", async () => {
    const steps = await whole();
    expect(steps.map(({ id }) => id)).toEqual([
      "prove",
      "rehearse",
      "gates",
      "attest",
      "sign",
      "credentials",
      "tag",
      "push-tag",
      "draft",
      "assets",
      "upload",
      "verify-published",
      "announce",
      "seal",
    ]);
    expect(steps.filter((step) => !step.reversible).map(({ id }) => id)).toEqual(["upload", "announce"]);
  });

  test("say what they are about, and that a file name cannot be reused", async () => {
    const steps = await whole();
    const titles = steps.map(({ title }) => title.replace(/[0-9a-f]{12}/, "COMMIT"));
    expect(titles).toEqual([
      "check version, tag, remote, repository host and credentials",
      "rehearse COMMIT and keep the distributions",
      "run the gate pytest -q",
      "attest the distributions",
      "sign SHA256SUMS (gpg)",
      "get an upload token from PyPI",
      "tag COMMIT as v1.0.0rc1",
      "push the tag v1.0.0rc1 to origin",
      "draft the release v1.0.0rc1 on GitHub (demo/demo)",
      "attach the files to the release v1.0.0rc1",
      "upload the distributions to PyPI (irreversible: their file names can never be reused)",
      "install the release from PyPI and smoke-test it",
      "publish the release v1.0.0rc1 on GitHub (demo/demo)",
      "seal the record",
    ]);
    expect(steps.map(({ subject }) => subject)).not.toContain("");
  });

  test("of a repository without a remote, without an identity", async () => {
    const steps = planRelease(await decided());
    expect(steps.map(({ id }) => id).join(" ")).toBe("prove rehearse tag upload verify-published seal");
  });

  test("are done where that was seen", async () => {
    const steps = planRelease(await decided(), new Set(["tag"]));
    expect(steps.filter(({ state }) => state === "done").map(({ id }) => id)).toEqual(["tag"]);
  });
});

describe("the decision", () => {
  test.each([
    ["1.0", "stable", "pypi"],
    ["1.0.post1", "stable", "pypi"],
    ["1.0rc1", "pre", "pypi"],
    ["1.0.dev1", "dev", "testpypi"],
  ])("sends %s, which is %s, to %s", async (version, kind, index) => {
    const release = await decided({ pyproject: PROJECT.replace("1.0.0-rc1", version) });
    expect(release).toMatchObject({ kind, index });
  });

  describe("of a version that setuptools-scm makes of tags", () => {
    const COUNTED =
      '[project]\nname = "demo"\ndynamic = ["version"]\n[build-system]\nrequires = ["setuptools-scm"]\nbuild-backend = "setuptools.build_meta"\n[tool.setuptools_scm]\nversion_scheme = "post-release"\nlocal_scheme = "no-local-version"\n';
    const between = (repository: GitRepository): void => {
      repository.tag("v1.0");
      repository.commit("fix: more", { "more.py": "" });
    };

    test("is development between tags, whatever its suffix", async () => {
      const release = await decided({ pyproject: COUNTED, prepare: between });
      expect(release).toMatchObject({ version: "1.0.post1", kind: "dev", index: "testpypi", tag: null });
    });

    test("is the tag's at the tag, post release or not", async () => {
      const prepare = (repository: GitRepository): void => {
        between(repository);
        repository.tag("v1.0.post1");
      };
      const release = await decided({ pyproject: COUNTED, prepare });
      expect(release).toMatchObject({ kind: "stable", index: "pypi", tag: { name: "v1.0.post1" } });
    });

    test("is a release where a person states it", async () => {
      const variables = { SETUPTOOLS_SCM_PRETEND_VERSION_FOR_DEMO: "1.0.1" };
      const release = await decided({ pyproject: COUNTED, prepare: between, variables });
      expect(release).toMatchObject({ version: "1.0.1", kind: "stable", tag: { name: "v1.0.1" } });
    });
  });

  test("leaves the local part to one's own index", async () => {
    const pyproject = PROJECT.replace("1.0.0-rc1", "1.0+g1a2b3c4");
    expect((await decided({ pyproject })).version).toBe("1.0");
    const request = { index: "https://packages.example.test/legacy/" };
    expect((await decided({ pyproject, request })).version).toBe("1.0+g1a2b3c4");
  });

  test("takes the tag at HEAD for the release's, however it spells the version", async () => {
    const release = await decided({
      pyproject: PROJECT.replace("1.0.0-rc1", "2026.02.09"),
      prepare: (repository) => repository.tag("2026.02.09"),
    });
    expect(release).toMatchObject({ version: "2026.2.9", tag: { name: "2026.02.09" } });
  });

  test("attests as a trusted publisher, and where that is demanded", async () => {
    const attests = async (attestations: string, variables: Shape["variables"] = {}): Promise<boolean> =>
      (
        await decided({
          pyproject: `${PROJECT}[tool.shipwheel.release]\nattestations = "${attestations}"\n`,
          variables,
        })
      ).attests;
    expect([await attests("auto"), await attests("auto", IDENTITY)]).toEqual([false, true]);
    expect([await attests("always"), await attests("never", IDENTITY)]).toEqual([true, false]);
  });
});
