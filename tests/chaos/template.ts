import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { IssuerKeys } from "../../src/index-server/oidc/issuer.ts";
import { openJournal } from "../../src/engine/journal/journal.ts";
import { freezeSet } from "../../src/release/state/frozen-set.ts";
import { decideRelease, type DecidedRelease } from "../../src/release/decide-release.ts";
import { readRelease, type ReadRelease } from "../../src/release/read-release.ts";
import type { ReleaseRequest } from "../../src/release/request.ts";
import { freezeFile } from "../../src/publish/frozen-file.ts";
import type { Completed, Processes } from "../../src/ports/processes.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { gitRepository } from "../support/git.ts";
import type { Shape } from "./shapes.ts";

/** Name of the project on the index. */
export const PROJECT = "Demo-Pkg";
const VERSION = "1.0.0";

const pyproject = ({ attested, forge }: Shape): string => `[build-system]
requires = ["flit_core>=3.11,<4"]
build-backend = "flit_core.buildapi"

[project]
name = "${PROJECT}"
version = "${VERSION}"
description = "A release that meets every trouble there is"

[tool.shipwheel.publish.indexes.twin]
url = "http://127.0.0.1:1/legacy/"
kind = "pypi"

[tool.shipwheel.release]
forge = "${forge}"
repository = "https://${forge}.example.test/demo/demo"
attestations = "${attested ? "always" : "never"}"
verify-published = false
`;

const TAGS = [
  "py3-none-any",
  "cp312-cp312-manylinux_2_17_x86_64",
  "cp312-cp312-win_amd64",
  "cp312-cp312-macosx_11_0_arm64",
];

/** What all runs begin with: a decided release, its kept files, and a journal that knows them. */
export interface Template extends AsyncDisposable {
  readonly shape: Shape;
  /** The repository and its bare remote, which a world that tags and pushes copies. */
  readonly repository: string;
  readonly remote: string;
  readonly request: ReleaseRequest;
  readonly decided: DecidedRelease & Pick<ReadRelease, "strict" | "baseline">;
  /** One sdist and four wheels. */
  readonly files: readonly DemoFile[];
  /** The journal after the rehearsal. */
  readonly journal: string;
  /** What another machine makes of the same commit: its builds differ. */
  readonly rebuilt: { readonly files: readonly DemoFile[]; readonly journal: string };
  readonly keys: IssuerKeys;
  /** Real git; its answers are kept where nobody writes to the repository. */
  readonly processes: Processes;
  readonly ports: Ports;
}

/** Makes it: a real repository is looked at once. */
export async function template(shape: Shape): Promise<Template> {
  const node = nodePorts({});
  const repository = gitRepository();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "shipwheel-chaos-")));
  repository.git("config", "user.name", "Demo");
  repository.git("config", "user.email", "demo@example.test");
  repository.commit("all", { "pyproject.toml": pyproject(shape), "demo_pkg.py": '"""A demo."""\n' });
  const remote = join(scratch, "remote.git");
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
  if (shape.tags) repository.git("remote", "add", "origin", "../remote.git");
  else repository.tag(`v${VERSION}`, "the release");
  const build = (salt: string): readonly DemoFile[] => [
    demoSdist({ salt }),
    ...TAGS.map((tag) => demoWheel({ tag, salt })),
  ];
  const [files, others] = [build(""), build("another machine")];
  const request: ReleaseRequest = {
    run: { directory: repository.root, worktree: false, allowNoGit: false, offline: true },
    index: "twin",
    auth: "trusted",
    allowDev: false,
    forge: true,
    push: shape.tags,
  };
  const read = await readRelease(request, node.ports);
  const { release } = decideRelease(read, request);
  if (release === null) throw new Error("nothing was decided");
  const decided = { ...release, strict: read.strict, baseline: read.baseline };
  return {
    shape,
    repository: repository.root,
    remote,
    request,
    decided,
    files,
    journal: await rehearsedJournal(files, decided.commit, join(scratch, "rehearsed"), node.ports),
    rebuilt: {
      files: others,
      journal: await rehearsedJournal(others, decided.commit, join(scratch, "rebuilt"), node.ports),
    },
    keys: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    processes: shape.tags ? node.ports.processes : remembered(node.ports.processes),
    ports: node.ports,
    async [Symbol.asyncDispose]() {
      repository[Symbol.dispose]();
      rmSync(scratch, { recursive: true, force: true });
      await node[Symbol.asyncDispose]();
    },
  };
}

async function rehearsedJournal(
  files: readonly DemoFile[],
  commit: string,
  directory: string,
  ports: Ports,
): Promise<string> {
  mkdirSync(directory);
  const path = join(directory, "journal.jsonl");
  const frozen = files.map((file) => {
    writeFileSync(join(directory, file.fileName), file.bytes);
    return freezeFile(join(directory, file.fileName), file.fileName, ports);
  });
  const journal = await openJournal(path, ports);
  await freezeSet(journal, await Promise.all(frozen));
  await journal.append("rehearsed", { commit, report: null });
  return ports.files.readText(path);
}

function remembered(processes: Processes): Processes {
  const answers = new Map<string, Promise<Completed>>();
  return {
    ...processes,
    run(command) {
      const key = JSON.stringify([command.argv, command.cwd]);
      const answer = answers.get(key) ?? processes.run(command);
      answers.set(key, answer);
      return answer;
    },
  };
}
