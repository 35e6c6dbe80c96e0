import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";

/**
 * Where compilers and their kin keep themselves below HOME when no variable names the place. Builds and trials run with
 * another HOME, so each directory that exists is named. None of these variables holds a secret.
 */
const HOMES: readonly (readonly [variable: string, directory: string])[] = [
  ["ASDF_DATA_DIR", ".asdf"],
  ["CARGO_HOME", ".cargo"],
  ["CCACHE_DIR", ".ccache"],
  ["CONAN_HOME", ".conan2"],
  ["GOPATH", "go"],
  ["NVM_DIR", ".nvm"],
  ["PYENV_ROOT", ".pyenv"],
  ["RBENV_ROOT", ".rbenv"],
  ["RUSTUP_HOME", ".rustup"],
  ["SDKMAN_DIR", ".sdkman"],
  ["VOLTA_HOME", ".volta"],
];

/** What a program that was compiled, or that calls a compiler, reads while it runs. */
export const TOOLCHAIN_VARIABLES: readonly string[] = [
  ...HOMES.map(([variable]) => variable),
  ..."AR CC CFLAGS CPATH CPPFLAGS CXX CXXFLAGS DEVELOPER_DIR GOCACHE GOROOT INCLUDE JAVA_HOME JDK_HOME LD LDFLAGS LIB".split(
    " ",
  ),
  ..."LD_LIBRARY_PATH DYLD_LIBRARY_PATH MACOSX_DEPLOYMENT_TARGET PKG_CONFIG_PATH RUSTUP_TOOLCHAIN SDKROOT CUDA_HOME".split(
    " ",
  ),
];

/** The toolchains of the user for a child whose HOME is another one; what the session names itself is left alone. */
export async function toolchainHomes(
  ports: Pick<Ports, "files" | "environment">,
): Promise<Readonly<Record<string, string>>> {
  const { variables, home } = ports.environment;
  const found: Record<string, string> = {};
  for (const [variable, directory] of HOMES) {
    if (variables[variable] !== undefined) continue;
    const path = join(home, directory);
    if ((await ports.files.stat(path)) !== null) found[variable] = path;
  }
  return found;
}

/** Backends that ask Cargo itself where its target directory is. */
const CARGO_BACKENDS: ReadonlySet<string> = new Set(["maturin", "setuptools-rust"]);

const targets = new WeakMap<object, Promise<string>>();

/**
 * One Cargo target directory for the build and all trials of a run, so that the crates of a Rust project are compiled
 * once; empty for a project that is built otherwise or that sets the directory itself.
 */
export async function sharedCargoTarget(
  buildRequires: readonly string[],
  ports: Pick<Ports, "files" | "environment">,
): Promise<Readonly<Record<string, string>>> {
  if (ports.environment.variables["CARGO_TARGET_DIR"] !== undefined) return {};
  const names = buildRequires.map((each) => /^[A-Za-z0-9._-]+/.exec(each)?.[0]?.toLowerCase() ?? "");
  if (!names.some((name) => CARGO_BACKENDS.has(name.replaceAll(/[._]+/g, "-")))) return {};
  let target = targets.get(ports.files);
  if (target === undefined) {
    target = ports.files.temporaryDirectory("cargo");
    targets.set(ports.files, target);
  }
  return { CARGO_TARGET_DIR: await target };
}
