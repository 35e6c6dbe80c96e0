import type { ConformanceCase } from "./case.ts";

export const CLIENTS: readonly ConformanceCase[] = [
  { id: 62, title: "upload with every client (twine, uv, poetry, hatch, pdm): exit 0" },
  { id: 72, title: "yanked: reason or true; data-yanked in HTML; pip skips it unless pinned" },
  { id: 76, title: "pip install, pip download, uv pip install, uv add with dependencies from the index" },
  { id: 92, title: "uv publish --trusted-publishing always over TLS: five requests in order" },
];
