"""PyPI's own library for attestations, made to believe a local Sigstore.

verify ROOT FILE ATTESTATION...   prints a line for each: the predicate type, or FAILED and why
sign ROOT FILE URL TOKEN          prints an attestation
"""

import pathlib
import sys
from unittest import mock

import pypi_attestations
from sigstore.models import ClientTrustConfig, TrustedRoot
from sigstore.verify import Verifier

action, root, path, *rest = sys.argv[1:]
trusted = TrustedRoot.from_file(root)
dist = pypi_attestations.Distribution.from_file(pathlib.Path(path))

if action == "verify":
    publisher = pypi_attestations.GitHubPublisher(repository="octo-org/sampleproject", workflow="release.yml")
    with mock.patch.object(
        Verifier, "production", classmethod(lambda cls, offline=False: cls(trusted_root=trusted))
    ):
        for place in rest:
            try:
                text = pathlib.Path(place).read_text()
                attestation = pypi_attestations.Attestation.model_validate_json(text)
                print(attestation.verify(publisher, dist)[0])
            except Exception as error:  # its own errors, and those of what it reads with
                print("FAILED", str(error).replace("\n", " "))
else:
    from sigstore._internal.fulcio.client import FulcioClient
    from sigstore._internal.rekor.client import RekorClient
    from sigstore.oidc import IdentityToken
    from sigstore.sign import SigningContext

    url, token = rest
    context = SigningContext(
        fulcio=FulcioClient(url), rekor=RekorClient(url), trusted_root=trusted
    )
    with context.signer(IdentityToken(token)) as signer:
        print(pypi_attestations.Attestation.sign(signer, dist).model_dump_json())
