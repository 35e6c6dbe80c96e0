import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import type { Listening } from "../../../src/ports/http.ts";
import { childEnvironment } from "../../../src/toolbox/child-environment.ts";
import { findInterpreter, type Interpreter } from "../../../src/toolbox/interpreter.ts";
import { findPip } from "../../../src/toolbox/pip.ts";
import { findPipx } from "../../../src/toolbox/modes/find-pipx.ts";
import type { ModeId } from "../../../src/toolbox/modes/registry.ts";
import { planMatrix } from "../../../src/verify/matrix/plan-matrix.ts";
import { findUv } from "../../../src/toolbox/uv.ts";
import type { InstallerId } from "../../../src/toolbox/installers/registry.ts";
import type { ProgressEvent } from "../../../src/ports/event.ts";
import { planCells } from "../../../src/verify/matrix/cells.ts";
import {
  DEFAULT_EXPECTATIONS,
  type ArtefactKind,
  type FurtherTrials,
  type PublicIndex,
  type VerifyExpectations,
  type VerifyRequest,
} from "../../../src/verify/request.ts";
import type { VerifyOutcome } from "../../../src/verify/verify-outcome.ts";
import { verifyRelease } from "../../../src/verify/verify-release.ts";
import type { TestRelease } from "./release.ts";

/** A place where tests rehearse: real ports, and an outer index of their own instead of PyPI. */
export interface TrialBench extends AsyncDisposable {
  readonly own: NodePorts;
  readonly events: readonly ProgressEvent[];
  /** Project pages that were asked for at the outer index. */
  readonly askedOutside: readonly string[];
  request(tested: TestRelease, options?: BenchOptions): Promise<VerifyRequest>;
  verify(tested: TestRelease, options?: BenchOptions): Promise<VerifyOutcome>;
}

/** What a test chooses. */
export interface BenchOptions {
  readonly artefacts?: readonly ArtefactKind[];
  readonly installers?: readonly InstallerId[];
  readonly expectations?: Partial<VerifyExpectations>;
  /** What the public index has, from which a stranger installs. */
  readonly publicly?: readonly TestRelease[];
  /** Tests, upgrades and plugins. */
  readonly scenarios?: Partial<FurtherTrials["scenarios"]>;
  /** Other ways to install, which are tried too. */
  readonly modes?: readonly ModeId[];
  /** Whether extras are cells. */
  readonly extras?: boolean;
  /** Those that are declared not to go together. */
  readonly extrasApart?: readonly (readonly string[])[];
  /** Sources that the ways from a tree install: path to text. */
  readonly tree?: Readonly<Record<string, string>>;
  /** Last part of the run's directory. */
  readonly directory?: string;
}

/** Opens a bench; `outside` are the releases that the user's own index offers, beside those of `elsewhere`. */
export async function trialBench(
  outside: readonly TestRelease[] = [],
  session: Readonly<Record<string, string>> = {},
  elsewhere: string | null = null,
): Promise<TrialBench> {
  const events: ProgressEvent[] = [];
  const { PYTHONDONTWRITEBYTECODE: _unset, ...variables } = process.env as Record<string, string>;
  const own = nodePorts({ events: (event) => events.push(event), variables: { ...variables, ...session } });
  const { ports } = own;
  const root = await ports.files.temporaryDirectory("verify-test");
  const askedOutside: string[] = [];
  const outer = await serve(own, outside, (name) => askedOutside.push(name), elsewhere);
  const listening: Listening[] = [outer];
  let runs = 0;

  async function request(tested: TestRelease, options: BenchOptions = {}): Promise<VerifyRequest> {
    const python = await findInterpreter(null, ports);
    const inner = await serve(own, [tested], () => undefined, `${outer.origin}/simple/`);
    listening.push(inner);
    runs += 1;
    const installers = options.installers ?? ["uv"];
    return {
      cells: planCells({ artefacts: options.artefacts ?? ["wheel"], installers, pythons: [python] }),
      directory: join(root, `${runs}`, options.directory ?? "run"),
      requirements: [],
      indexVariables: {
        PIP_INDEX_URL: `${outer.origin}/simple/`,
        UV_DEFAULT_INDEX: `${outer.origin}/simple/`,
      },
      uv: await findUv(ports),
      pips: installers.includes("pip")
        ? new Map([[python.executable, await findPip(python, ports)]])
        : new Map(),
      environmentBase: childEnvironment(ports.environment),
      installTimeout: 1800,
      ...(options.publicly === undefined ? {} : { publicIndex: await publicIndex(options.publicly) }),
      ...(options.modes === undefined && options.scenarios === undefined && options.extras === undefined
        ? {}
        : { further: await further(tested, options, python, installers) }),
      project: tested.project,
      extrasApart: options.extrasApart ?? [],
      routes: { redirecting: `${inner.origin}/simple/`, own: `${inner.origin}/simple/` },
      expectations: {
        ...DEFAULT_EXPECTATIONS,
        importTimeout: 600,
        scriptTimeout: 600,
        ...options.expectations,
      },
    };
  }

  async function publicIndex(releases: readonly TestRelease[]): Promise<PublicIndex> {
    const listed = await serve(own, releases, () => undefined, null);
    listening.push(listed);
    return { title: "PyPI", url: `${listed.origin}/simple/` };
  }

  async function further(
    tested: TestRelease,
    { modes = [], extras = false, tree, scenarios }: BenchOptions,
    python: Interpreter,
    installers: readonly InstallerId[],
  ): Promise<NonNullable<VerifyRequest["further"]>> {
    const files = join(root, `files-${runs}`);
    await ports.files.makeDirectory(files);
    const [wheel, sdist] = [join(files, tested.wheel.fileName), join(files, tested.sdist.fileName)];
    await ports.files.write(wheel, tested.wheel.bytes);
    await ports.files.write(sdist, tested.sdist.bytes);
    const plan = planMatrix({
      size: "quick",
      artefacts: ["wheel"],
      installers,
      pythons: [python],
      declared: [],
      withoutPip: new Map(),
      absent: [],
      modes,
      filter: null,
    });
    const copyTree = async (into: string): Promise<string> => {
      for (const [path, text] of Object.entries(tree ?? {})) {
        await ports.files.makeDirectory(dirname(join(into, path)));
        await ports.files.write(join(into, path), text);
      }
      return into;
    };
    return {
      cells: plan.modes,
      extras: extras ? { pythons: [python], filter: null } : null,
      absent: plan.absent,
      files: { wheel, sdist, tree: tree === undefined ? null : copyTree },
      scenarios: { plugins: [], ...scenarios },
      tools: { pipx: () => findPipx([python], ports) },
    };
  }

  return {
    own,
    events,
    askedOutside,
    request,
    verify: async (tested, options) => verifyRelease(await request(tested, options), ports),
    async [Symbol.asyncDispose]() {
      for (const each of listening) await each[Symbol.asyncDispose]();
      await own[Symbol.asyncDispose]();
    },
  };
}

/** A static index; what it does not hold is at `elsewhere`, if anywhere. */
function serve(
  own: NodePorts,
  releases: readonly TestRelease[],
  asked: (name: string) => void,
  elsewhere: string | null,
): Promise<Listening> {
  const files = new Map(
    releases.flatMap(({ wheel, sdist }) => [wheel, sdist].map((file) => [file.fileName, file.bytes])),
  );
  return own.ports.servers.listen(async ({ url }) => {
    const [, kind, name = ""] = url.split("/");
    if (kind === "files") {
      const body = files.get(name);
      return body === undefined
        ? { status: 404, headers: {} }
        : {
            status: 200,
            headers: { "content-type": "application/octet-stream", "content-length": `${body.length}` },
            body,
          };
    }
    asked(name);
    const own_ = releases.filter(({ project }) => project.name === name);
    if (own_.length === 0)
      return elsewhere === null
        ? { status: 404, headers: {} }
        : { status: 302, headers: { location: `${elsewhere}${name}/` } };
    if (own_.some(({ locked }) => locked))
      return { status: 401, headers: { "www-authenticate": 'Basic realm="own"' } };
    const links = own_.flatMap(({ wheel, sdist, offered, digest }) =>
      [...(offered.includes("wheel") ? [wheel] : []), ...(offered.includes("sdist") ? [sdist] : [])].map(
        ({ fileName, bytes }) =>
          `<a href="/files/${fileName}#${digest}=${createHash(digest).update(bytes).digest("hex")}">${fileName}</a>`,
      ),
    );
    return {
      status: 200,
      headers: { "content-type": "text/html" },
      body: `<!DOCTYPE html>${links.join("\n")}`,
    };
  });
}
