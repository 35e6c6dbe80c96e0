import type { Ports } from "../../ports/ports.ts";

/** What a command must not be able to do. */
export interface Confinement {
  readonly network: boolean;
  /** Whether its directory can be written into. */
  readonly isReadOnly: boolean;
}

/** How a command starts, confined; or why it cannot be. */
export type Confined = { readonly argv: readonly string[] } | { readonly impossible: string };

const QUIET = "(version 1)(allow default)(deny network*)";
const LOOPBACK =
  "import fcntl,socket,struct;s=socket.socket();fcntl.ioctl(s,0x8914,struct.pack('16sh',b'lo',0x41))";

/**
 * Wraps a command so that the kernel keeps it from the network, but for itself, and from writing into its directory, also
 * as root: by namespaces on Linux. A mode bit or a variable would only ask it to.
 */
export async function confine(
  argv: readonly string[],
  { network, isReadOnly }: Confinement,
  python: string,
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<Confined> {
  if (network && !isReadOnly) return { argv };
  if (ports.environment.platform === "darwin" && !isReadOnly)
    return { argv: ["sandbox-exec", "-p", QUIET, ...argv] };
  const what = network ? "its directory cannot be made read-only" : "the network cannot be cut off";
  if (ports.environment.platform !== "linux") return { impossible: `${what} on this system` };
  const flags = await namespaces(ports);
  if (flags === null) return { impossible: `${what}: unshare is not permitted here` };
  const steps = [
    ...(network ? [] : [`{ ip link set lo up || "$0" -c "$LOOPBACK"; } >/dev/null 2>&1 || true`]),
    ...(isReadOnly ? ['mount --bind "$PWD" "$PWD"', 'mount -o remount,bind,ro "$PWD"', 'cd "$PWD"'] : []),
    'unset LOOPBACK; exec "$@"',
  ];
  const script = `LOOPBACK=${quoted(LOOPBACK)}; ${steps.join(" && ")}`;
  const unshare = ["unshare", ...flags, ...(network ? [] : ["--net"]), ...(isReadOnly ? ["--mount"] : [])];
  return { argv: [...unshare, "--", "sh", "-c", script, python, ...argv] };
}

const probed = new WeakMap<object, Promise<readonly string[] | null>>();

/** The flags by which unshare works here: none for root, a user namespace for others; asked once a run. */
function namespaces(
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<readonly string[] | null> {
  const known = probed.get(ports.processes);
  if (known !== undefined) return known;
  const asked = probe(ports);
  probed.set(ports.processes, asked);
  return asked;
}

async function probe({
  processes,
  environment,
  signal,
}: Pick<Ports, "processes" | "environment" | "signal">): Promise<readonly string[] | null> {
  for (const flags of [[], ["--map-root-user"]]) {
    const done = await processes
      .run({
        argv: ["unshare", ...flags, "--mount", "--net", "true"],
        cwd: environment.temporary,
        env: { PATH: environment.variables["PATH"] ?? "/usr/bin:/bin" },
        timeoutMs: 10_000,
        signal,
      })
      .catch(() => null);
    if (done?.status === 0) return flags;
  }
  return null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
