import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { ExtrasOutcome } from "../extras/resolve-extras.ts";
import { readInstalled, type Installed } from "../install/installed.ts";
import { writeProject } from "../../toolbox/installers/uv.ts";
import { createEnvironment, environmentOf } from "../install/prepare.ts";
import type { Cell, PreparedEnvironment, VerifyRequest } from "../request.ts";
import { pinnedRequirement } from "../../toolbox/installers/named-requirement.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import { makeSmokePlace, type SmokePlace } from "../smoke/smoke-environment.ts";

/** An environment beside a trial's own, in which what failed there is tried again. */
export interface Companion {
  readonly environment: PreparedEnvironment;
  readonly installed: Installed;
  readonly place: SmokePlace;
  readonly extras: readonly string[];
  readonly hosts: readonly string[];
}

/** What the things that failed ask for. */
export interface Wanted {
  /** Extras that they name. */
  readonly extras: readonly string[];
  /** Distributions that load their entry points. */
  readonly hosts: readonly string[];
}

type CompanionPorts = Pick<Ports, "processes" | "files" | "environment" | "signal" | "clock">;

/** Distributions of hundreds of megabytes: installed only for an extra that something which failed asks for by name. */
const HEAVY = /^(?:torch|tensorflow|jax|jaxlib|nvidia-.*|vllm|pyspark|paddlepaddle|mxnet|triton|ray)$/;
const MANY = 150;
/** How many extras that contradict each other are tried alone. */
const ALONE = 6;
/** Seconds for one installation; what takes longer is not tried. */
const TIMEOUT = 300;

/**
 * Environments with extras and plugin hosts, made only when something failed without them, and shared by all trials of
 * one Python.
 */
export class Companions {
  readonly #request: VerifyRequest;
  readonly #extras: Promise<ExtrasOutcome>;
  readonly #ports: CompanionPorts;
  readonly #made = new Map<string, Promise<Companion | null>>();

  constructor(request: VerifyRequest, extras: Promise<ExtrasOutcome>, ports: CompanionPorts) {
    this.#request = request;
    this.#extras = extras;
    this.#ports = ports;
  }

  /** The environments worth trying, best first: everything together, then hosts and extras one by one. */
  async *for(cell: Cell, wanted: Wanted): AsyncGenerator<Companion> {
    const { installable, together, brings } = await this.#extras;
    const named = wanted.extras.filter((extra) => installable.includes(extra));
    const isHeavy = brings.length > MANY || brings.some((name) => HEAVY.test(name));
    const extras = isHeavy ? named : installable;
    const { hosts } = wanted;
    if (extras.length + hosts.length === 0) return;
    if (together) {
      const all = await this.#open(cell, { extras, hosts });
      if (all !== null) {
        yield all;
        return;
      }
    }
    if (hosts.length > 0) yield* this.#opened(cell, { extras: [], hosts });
    const order = [...named, ...extras.filter((extra) => !named.includes(extra))];
    for (const extra of order.slice(0, Math.max(ALONE, named.length)))
      yield* this.#opened(cell, { extras: [extra], hosts: [] });
  }

  async *#opened(cell: Cell, wanted: Wanted): AsyncGenerator<Companion> {
    const companion = await this.#open(cell, wanted);
    if (companion !== null) yield companion;
  }

  #open(cell: Cell, wanted: Wanted): Promise<Companion | null> {
    const key = JSON.stringify([cell.python.executable, wanted.extras, wanted.hosts]);
    let companion = this.#made.get(key);
    if (companion === undefined) {
      companion = this.#make(cell, wanted, this.#made.size + 1);
      this.#made.set(key, companion);
    }
    return companion;
  }

  async #make(cell: Cell, { extras, hosts }: Wanted, number: number): Promise<Companion | null> {
    const request = this.#request;
    const ports = this.#ports;
    const { name } = request.project;
    const own: Cell = { ...cell, id: `with-extras-${number}`, artefact: "wheel", installer: "uv" };
    const bare = environmentOf(own, request, ports);
    await createEnvironment(bare, request, ports);
    const file = join(bare.directory, "install", "pyproject.toml");
    const requirements = [pinnedRequirement({ extras }, request), ...hosts];
    await writeProject(file, requirements, { name, url: request.routes.own }, ports);
    const words = ["pip", "install", "--quiet", "--python", bare.python, "--only-binary", ":all:"];
    const completed = await runUv(
      [...words, "--refresh-package", name, "-r", file],
      bare.directory,
      { ...request, installTimeout: Math.min(TIMEOUT, request.installTimeout) },
      ports,
    );
    if (completed.status !== 0) return null;
    const environment = { ...bare, preinstalled: false, seconds: completed.seconds };
    return {
      environment,
      installed: await readInstalled(environment, name, ports),
      place: await makeSmokePlace(environment, request.environmentBase, ports),
      extras,
      hosts,
    };
  }
}
