import type { SourceTree } from "./source-tree.ts";
import { isTable } from "./pyproject-project.ts";

const COMPILES =
  /\b(?:ext_modules|Extension|cythonize|rust_extensions|RustExtension|cffi_modules|mypycify|build_ext|CMake\w*)\b/;

/** Backends whose projects have a native build. */
const NATIVE_BACKENDS: ReadonlySet<string> = new Set(["maturin", "meson", "scikit-build"]);

type Parts = Pick<SourceTree, "backend" | "pyproject" | "setupPy">;

/** Whether a project of setuptools says that it has extension modules. */
export function declaresExtensions({ pyproject, setupPy }: Omit<Parts, "backend">): boolean {
  return (
    COMPILES.test(setupPy?.text ?? "") ||
    pyproject?.get(["tool", "setuptools", "ext-modules"]) !== undefined ||
    pyproject?.get(["tool", "setuptools-rust"]) !== undefined
  );
}

/** Whether the wheels of a project hold compiled code, as its files say: each platform then needs its own. */
export function buildsNativeCode(tree: Parts): boolean {
  const { id } = tree.backend;
  if (isTable(tree.pyproject?.get(["tool", "cibuildwheel"]))) return true;
  return NATIVE_BACKENDS.has(id) || (id === "setuptools" && declaresExtensions(tree));
}
