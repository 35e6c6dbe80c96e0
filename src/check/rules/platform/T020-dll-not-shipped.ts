import { basename } from "node:path/posix";
import { about, binaryRule } from "./views/platform-rule.ts";
import { readTags } from "./views/platform-tag.ts";
import type { Rule } from "../../engine/rule.ts";

/** T020: a DLL is needed that neither the wheel nor Windows has. */
export const dllNotShipped: Rule = binaryRule({
  code: "T020",
  slug: "dll-not-shipped",
  title: "a required DLL is neither in the wheel nor part of Windows",
  severity: "warning",
  confidence: "likely",
  docs: {
    what: "An extension module of a Windows wheel needs a DLL that is not in the wheel and not part of Windows or Python.",
    why: "On systems without the DLL, the import fails: `DLL load failed while importing ...: The specified module could not be found.`",
    fix: "add the DLL to the wheel with `delvewheel repair`, or link it statically",
    bad: "needs libfoo.dll",
    good: "pkg.libs/libfoo-3f2a.dll in the wheel",
    peers: ["delvewheel"],
  },
  *check(wheel, binaries) {
    if (!readTags(wheel).some(({ system }) => system === "windows")) return;
    const shipped = new Set(wheel.entries.map(({ name }) => basename(name).toLowerCase()));
    for (const each of binaries) {
      const { binary } = each;
      if (binary.format !== "pe" || each.extension === null) continue;
      const missing = binary.needed.filter((library) => {
        const name = library.toLowerCase();
        return !shipped.has(name) && !isPartOfWindows(name) && !LOADED_BEFORE.test(name);
      });
      if (missing.length > 0)
        yield {
          ...about(
            wheel,
            each,
            `${each.member} needs ${missing.join(", ")}, which is neither in the wheel nor part of Windows`,
          ),
          details: { libraries: missing },
        };
    }
  },
});

/** Libraries of drivers and of packages that load them before. */
const LOADED_BEFORE =
  /^(?:cu(?:da|blas|dnn|fft|rand|solver|sparse|pti)|nv|torch|c10|tensorflow|_pywrap|pywintypes|pythoncom|mkl|impi|msmpi|tbb|arrow)/;

const WINDOWS = new Set(
  (
    "advapi32 avicap32 avrt bcrypt bcryptprimitives cabinet cfgmgr32 combase comctl32 comdlg32 credui crypt32 cryptbase d2d1 d3d10 d3d11 d3d12 d3d9 d3dcompiler_47 " +
    "dbgcore dbghelp dcomp ddraw devobj dhcpcsvc dinput8 dnsapi dsound dwmapi dwrite dxcore dxgi dxva2 evr fwpuclnt gdi32 gdiplus glu32 hid imagehlp imm32 iphlpapi " +
    "kernel32 kernelbase ksuser mf mfplat mfreadwrite mpr msacm32 mscoree msimg32 msvcrt mswsock ncrypt netapi32 normaliz ntdll ntdsapi odbc32 ole32 oleacc oleaut32 opengl32 " +
    "pdh powrprof propsys psapi rpcrt4 rstrtmgr sechost secur32 setupapi shcore shell32 shlwapi synchronization ucrtbase urlmon user32 userenv usp10 uxtheme version wbemuuid " +
    "wer wevtapi winhttp wininet winmm winscard winspool.drv wintrust winusb wlanapi wldap32 ws2_32 wsock32 wtsapi32 xinput1_4 xinput9_1_0"
  ).split(" "),
);

/** Whether Windows itself, Python or the C library beside Python has it. */
function isPartOfWindows(name: string): boolean {
  if (/^(?:api-ms-win-|ext-ms-|python\d|vcruntime140|libpython)/.test(name)) return true;
  // The C++ library is no part of either, and nearly every machine has it.
  if (/^(?:msvcp140|concrt140|vcomp140)/.test(name)) return true;
  return WINDOWS.has(name) || WINDOWS.has(name.replace(/\.(?:dll|drv)$/, ""));
}
