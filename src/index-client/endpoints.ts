/** Where a public index is. The only place in shipwheel that names hosts of a package index. */
export interface IndexEndpoints {
  /** What people call it. */
  readonly title: string;
  /** Where uploads are posted; its authority answers the trusted-publishing requests too. */
  readonly uploadUrl: string;
  /** Base URL of the Simple API. */
  readonly simpleUrl: string;
  /** The web site, without a slash at the end: links in messages, project pages. */
  readonly site: string;
  /** Where files are downloaded from, without a slash at the end. */
  readonly files: string;
  /** Its documentation, without a slash at the end. */
  readonly docs: string;
}

/** The two indexes that everybody has. */
export const ENDPOINTS: Readonly<Record<"pypi" | "testpypi", IndexEndpoints>> = {
  pypi: {
    title: "PyPI",
    uploadUrl: "https://upload.pypi.org/legacy/",
    simpleUrl: "https://pypi.org/simple/",
    site: "https://pypi.org",
    files: "https://files.pythonhosted.org",
    docs: "https://docs.pypi.org",
  },
  testpypi: {
    title: "TestPyPI",
    uploadUrl: "https://test.pypi.org/legacy/",
    simpleUrl: "https://test.pypi.org/simple/",
    site: "https://test.pypi.org",
    files: "https://test-files.pythonhosted.org",
    docs: "https://docs.pypi.org",
  },
};

/** What PyPI calls the statement "this file was published by this workflow" (PEP 740). */
export const PUBLISH_PREDICATE: string = `${ENDPOINTS.pypi.docs}/attestations/publish/v1`;

/** The other statement that it takes: how a file was built (SLSA provenance, version 1). */
export const SLSA_PREDICATE = "https://slsa.dev/provenance/v1";
