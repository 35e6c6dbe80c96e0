import { expect, test } from "vitest";
import { gitRepository } from "../support/git.ts";
import { document, run } from "./cli.ts";
import { DEMO_PROJECT, DEMO_PYPROJECT } from "./release-world.ts";

interface Stage {
  readonly id: string;
  readonly outcome: string;
  readonly detail?: string;
}

async function rehearse(
  pyproject: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, Stage>> {
  using repository = gitRepository();
  repository.git("remote", "add", "origin", "https://gitlab.com/ada/demo.git");
  repository.commit("all", { ...DEMO_PROJECT, "pyproject.toml": pyproject, ...more });
  const ended = await run(["rehearse", repository.root, "--installer", "uv", "--json"]);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  const { stages } = document(ended) as unknown as { stages: readonly Stage[] };
  return new Map(stages.map((stage) => [stage.id, stage]));
}

test("a rehearsal attests, its index verifies, and its forge gets everything", async () => {
  const stages = await rehearse(DEMO_PYPROJECT);
  expect(stages.get("attest")).toMatchObject({ outcome: "ok", detail: "2 files signed and logged" });
  // Two stored: an index that examines signatures rejects a file whose attestation does not hold.
  expect(stages.get("publish")?.detail).toMatch(/^2 uploaded, 0 rejected/);
  // Two files, two attestations, SHA256SUMS.
  expect(stages.get("forge")?.detail).toBe("draft, 5 files, published as demo/demo");
});

test("what a project wants neither attested nor announced is not", async () => {
  const stages = await rehearse(`${DEMO_PYPROJECT}attestations = "never"\nforge = "none"\n`);
  expect(stages.get("attest")?.detail).toBe('release.attestations = "never"');
  expect(stages.get("publish")?.detail).toMatch(/^2 uploaded, 0 rejected/);
  expect(stages.get("forge")?.detail).toBe("no repository host configured");
});

const PIPELINE = `publish:
  script: [shipwheel release]
  environment: pypi
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}, SIGSTORE_ID_TOKEN: {aud: sigstore}}
`;
const BUILD = `steps: [{entrypoint: uv, args: [publish]}]
serviceAccount: projects/p/serviceAccounts/release@p.iam.gserviceaccount.com
`;
const RECORDED = "[[tool.shipwheel.publish.publishers.pypi]]\n";

// The index of the rehearsal believes only what its Sigstore certified for the very publisher that uploads.
test.each([
  [
    "GitLab",
    { ".gitlab-ci.yml": PIPELINE },
    'provider = "gitlab"\nrepository = "ada/demo"\nworkflow = ".gitlab-ci.yml"\nenvironment = "pypi"\n',
    "2 files signed and logged",
  ],
  [
    "Google",
    { "cloudbuild.yaml": BUILD },
    'provider = "google"\nemail = "release@p.iam.gserviceaccount.com"\n',
    "2 files signed and logged",
  ],
  [
    "ActiveState",
    { "activestate.yaml": "project: https://platform.activestate.com/ada/demo\n" },
    'provider = "activestate"\norganization = "ada"\nproject = "demo"\nactor = "7"\n',
    "PyPI does not accept attestations of ActiveState",
  ],
])("as an identity of %s", async (_provider, files, publisher, detail) => {
  const stages = await rehearse(`${DEMO_PYPROJECT}\n${RECORDED}${publisher}`, files);
  expect(stages.get("identity")?.detail).toContain("the recorded publisher");
  expect(stages.get("attest")?.detail).toBe(detail);
  expect(stages.get("publish")?.detail).toBe("2 uploaded, 0 rejected, token revoked");
});
