import { basename } from "node:path/posix";
import { isSystemLibrary } from "./views/linux-policy.ts";
import { readTags } from "./views/platform-tag.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { WheelBinary } from "./views/wheel-binaries.ts";
import type { Rule } from "../../engine/rule.ts";

/** T015: a library is needed that neither the wheel nor the system has. */
export const libraryNotShipped: Rule = binaryRule({
  code: "T015",
  slug: "library-not-shipped",
  title: "a required library is neither in the wheel nor on every system",
  severity: "error",
  docs: {
    what: "A compiled file of a Linux wheel needs a shared library that is neither in the wheel nor on the list of the tag's policy.",
    why: "On systems without the library, the import fails: `cannot open shared object file`.",
    fix: "add the library to the wheel with `auditwheel repair`, or link it statically",
    bad: "needs libfoo.so.1",
    good: "pkg.libs/libfoo-3f2a.so.1 in the wheel",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    const tags = readTags(wheel);
    const tag = tags.find((each) => each.system === "manylinux" || each.system === "musllinux");
    if (tag === undefined || (tag.system !== "manylinux" && tag.system !== "musllinux")) return;
    const shipped = new Set(wheel.entries.map(({ name }) => basename(name)));
    for (const { binary } of binaries)
      if (binary.format === "elf" && binary.soname !== null) shipped.add(binary.soname);
    for (const each of binaries) {
      const { binary } = each;
      if (binary.format !== "elf" || binary.machine !== tag.machine) continue;
      const missing = binary.needed.filter(
        (library) => !shipped.has(library) && !isSystemLibrary(library, tag.system, tag.version),
      );
      const foreign = missing.filter((library) => !isOfAnotherPackage(library, each));
      if (foreign.length === 0) continue;
      yield {
        ...about(
          wheel,
          each,
          `${each.member} needs ${foreign.join(", ")}, which is neither in the wheel nor part of ${tag.text}`,
        ),
        details: { libraries: foreign },
      };
    }
  },
});

/** Libraries of drivers and of packages that load them before: CUDA, torch, TensorFlow, JAX, MPI. */
const LOADED_BEFORE =
  /^lib(?:cuda|cudart|cublas|cublasLt|cudnn|cufft|cufile|curand|cusolver|cusparse|cupti|nccl|nvrtc|nvToolsExt|nvJitLink|nvidia|nvshmem|nvinfer|torch|c10|tensorflow|jax|caffe2|shm|amdhip|hip|rocm|hsa|miopen|rccl|roc|mpi|ze_loader|sycl|OpenCL|vulkan|dpcpp|arrow|parquet)/i;

/** Whether another distribution has it: the file looks for libraries outside of its own folder's tree. */
function isOfAnotherPackage(library: string, { binary, installed }: WheelBinary): boolean {
  if (LOADED_BEFORE.test(library)) return true;
  if (binary.format !== "elf" || installed === null) return false;
  const depth = installed.split("/").length - 1;
  return binary.runPaths.some((path) => {
    const up = path.match(/\.\./g)?.length ?? 0;
    // Out of the top folder and into another one, which is not this wheel's own folder of libraries.
    return path.startsWith("$ORIGIN") && up >= depth && depth > 0 && !/\.libs\/?$/.test(path);
  });
}
