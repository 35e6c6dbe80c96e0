"""Says of upload metadata and of file names what PyPI's own libraries say.

One JSON value a line in, one a line out. {"fields": [[form name, value], ...]} is answered by the list of messages that
packaging.metadata and PyPI's additions to it (the specification's page of refusals, section 2) give; {"file": name} by
the messages of packaging's parsers of file names. An empty list: accepted.

Run with the versions of PyPI's lock file: packaging 26.2, email-validator 2.3.0, rfc3986 2.0.0, trove-classifiers 2026.6.1.19.
"""

import email.utils
import json
import sys

import email_validator
import rfc3986
import trove_classifiers
from packaging import metadata as md
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
from rfc3986 import exceptions, validators

VERSIONS = {"1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"}
SINGULAR = {
    "platforms": "platform",
    "supported_platforms": "supported_platform",
    "license_files": "license_file",
    "import_names": "import_name",
    "import_namespaces": "import_namespace",
}
FORM_TO_RAW = {SINGULAR.get(name, name): name for name in md._RAW_TO_EMAIL_MAPPING}


def is_web_address(text):
    try:
        uri = rfc3986.uri_reference(text).normalize()
        validator = validators.Validator().allow_schemes("http", "https").require_presence_of("scheme")
        validator.check_validity_of("scheme", "host", "port", "path", "query").validate(uri)
    except (exceptions.RFC3986Exception, ValueError):
        return False
    return True


def raw_metadata(form):
    raw, broken = {}, []
    for name in dict.fromkeys(name for name, _ in form):
        key = FORM_TO_RAW.get(name)
        values = [value for other, value in form if other == name]
        if key is None or values == [""]:
            continue
        if key in md._STRING_FIELDS and len(values) == 1:
            raw[key] = values[0]
        elif key in md._LIST_FIELDS:
            raw[key] = values
        elif key == "keywords" and len(values) == 1:
            raw[key] = md._parse_keywords(values[0])
        elif key == "project_urls":
            try:
                raw[key] = md._parse_project_urls(values)
            except KeyError:
                broken.append(name)
        else:
            broken.append(name)
    return raw, [f"'{name}' has invalid data" for name in broken]


def flatten(error):
    if isinstance(error, md.ExceptionGroup):
        for inner in error.exceptions:
            yield from flatten(inner)
    else:
        yield str(error)


def judge_metadata(form):
    form = [(name, value.replace("\0", "\\x00")) for name, value in form if value.strip() != "UNKNOWN"]
    raw, problems = raw_metadata(form)
    if problems:
        return problems
    try:
        parsed = md.Metadata.from_raw(raw)
    except Exception as error:
        return list(flatten(error))
    return list(additions(parsed))


def additions(parsed):
    if parsed.metadata_version not in VERSIONS:
        yield f"{parsed.metadata_version!r} is not a valid metadata version"
    if parsed.version.local:
        yield f"The use of local versions in {parsed.version!r} is not allowed"
    if parsed.summary is not None and len(parsed.summary) > 512:
        yield "'summary' field must be 512 characters or less"
    for field in ("author_email", "maintainer_email"):
        _, address = email.utils.parseaddr(getattr(parsed, field) or "")
        if not address:
            continue
        try:
            email_validator.validate_email(address, check_deliverability=False)
        except email_validator.EmailNotValidError as error:
            yield f"{address!r} is not a valid email address: {error}"
    for classifier in parsed.classifiers or []:
        if classifier in trove_classifiers.deprecated_classifiers:
            yield f"The classifier {classifier!r} has been deprecated"
        elif classifier not in trove_classifiers.classifiers:
            yield f"{classifier!r} is not a valid classifier"
    for field in ("home_page", "download_url"):
        url = getattr(parsed, field)
        if url is not None and not is_web_address(url):
            yield f"{url!r} is not a valid url"
    for label, url in (parsed.project_urls or {}).items():
        if not label:
            yield "Must have a label"
        elif len(label) > 32:
            yield f"{label!r} must be 32 characters or less"
        elif not url:
            yield "Must have a URL"
        elif not is_web_address(url):
            yield f"{url!r} is not a valid url"
    for field in ("provides_dist", "obsoletes_dist"):
        for text in getattr(parsed, field) or []:
            try:
                requirement = Requirement(text)
            except InvalidRequirement as error:
                yield f"{text!r} is invalid: {error}"
            else:
                if requirement.url is not None:
                    yield f"Can't have direct dependency: {text!r}"
    for requirement in parsed.requires_dist or []:
        if requirement.url is not None:
            yield f"Can't have direct dependency: {requirement}"
    if parsed.license_expression is not None and parsed.license is not None:
        yield "License is deprecated when License-Expression is present"


def judge_file(name):
    try:
        if name.endswith(".whl"):
            parse_wheel_filename(name)
        else:
            parse_sdist_filename(name)
    except (InvalidWheelFilename, InvalidSdistFilename) as error:
        return [str(error)]
    return []


for line in sys.stdin:
    question = json.loads(line)
    answer = judge_metadata(question["fields"]) if "fields" in question else judge_file(question["file"])
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
