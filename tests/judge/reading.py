"""What openapi-core reads of a request, and whether it is what was given.

openapi-core's own entry points need a request of a web framework, which has decoded the path before. Here its parts are
called one by one (the version is pinned), so that every problem is told and so that what it reads can be compared.
"""

import base64
import json
import re
from decimal import Decimal
from http.cookies import _unquote
from urllib.parse import parse_qsl, unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.exceptions import MissingRequestBody
from openapi_spec_validator.readers import read_from_filename
from werkzeug.datastructures import Headers, ImmutableMultiDict

BASE = "https://judge.example/base"


class Request:
    """What openapi-core asks of a request."""

    def __init__(self, method, url, headers, body, path):
        parts = urlsplit(url)
        self.host_url = f"{parts.scheme}://{parts.netloc}"
        self.path = parts.path
        self.method = method.lower()
        self.body = body
        headers = Headers(headers)
        self.content_type = headers.get("content-type", "")
        cookies = [pair.partition("=") for pair in headers.get("cookie", "").split("; ") if pair]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(parts.query, keep_blank_values=True)),
            header=headers,
            cookie=ImmutableMultiDict((unquote(name), unquote(value)) for name, _, value in cookies),
            path=path,
        )


class Reader:
    def __init__(self, document):
        spec, base_uri = read_from_filename(document)
        spec["servers"] = [{"url": BASE}]
        for item in (spec.get("paths") or {}).values():
            for part in [item, *(item.values() if isinstance(item, dict) else ())]:
                if isinstance(part, dict):
                    part.pop("servers", None)
        # openapi-core knows two media types of JSON, and takes all others for bytes.
        readers = {kind: lambda value, **_: json.loads(value) for kind in json_types(spec)}
        if not str(spec["openapi"]).startswith("3.0"):
            # JSON Schema has no bytes: a file is the text of its bytes.
            readers["application/octet-stream"] = lambda value, **_: value.decode("latin-1")
        config = Config(spec_validator_cls=None, extra_media_type_deserializers=readers)
        openapi = OpenAPI.from_dict(spec, base_uri=base_uri, config=config)
        self.validator = openapi.request_validator

    def problem(self, case, method, url, headers, body):
        """What is wrong with a request; `None` when nothing is."""
        request = Request(method, url, headers, body, {})
        try:
            path, operation, _, found, _ = self.validator._find_path(request)
        except Exception as error:
            return f"no operation: {told(error)}: {url}"
        wanted = operation.get("operationId")
        if wanted is not None and wanted != case["operation"]:
            return f"taken for {wanted}: {url}"
        request.parameters.path = styled(found.variables)
        request.parameters.query = with_objects(request.parameters.query, case)
        try:
            self.validator._get_security(request.parameters, operation)
            parameters = self.validator._get_parameters(request.parameters, operation, path)
        except Exception as error:
            return f"{told(error)}: {url}"
        problem = compared(case, parameters)
        if problem:
            return f"{problem}: {url}"
        try:
            content = self.validator._get_body(request.body, request.content_type, operation)
        except MissingRequestBody:
            return "the body is not sent" if "body" in case else None
        except Exception as error:
            return f"{told(error)}: {body!r}"
        return compared_body(case, request.content_type, content, body)


def json_types(node):
    """The media types of a document that are JSON by their names."""
    if isinstance(node, list):
        return {kind for item in node for kind in json_types(item)}
    if not isinstance(node, dict):
        return set()
    content = node.get("content")
    own = {kind.split(";")[0].strip() for kind in content if "+json" in kind} if isinstance(content, dict) else set()
    return own.union(*(json_types(value) for value in node.values()))


def styled(variables):
    """Values of the path, decoded, under all the names by which openapi-core asks for them."""
    decoded = {}
    for name, value in variables.items():
        value = unquote(value)
        for key in (name, f".{name}", f".{name}*", f";{name}", f";{name}*", f"{name}*"):
            decoded[key] = value
    return decoded


def with_objects(query, case):
    """An object of the style `form`, exploded, has its members as parameters; openapi-core looks for its name."""
    pairs = list(query.items(multi=True))
    for key, given in case.items():
        place, _, name = key.partition("/")
        if place == "query" and isinstance(given, dict) and name not in query and f"{name}[" not in str(pairs):
            members = [(member, value) for member, value in pairs if member in given]
            if members:
                pairs.append((name, "&".join(f"{member}={value}" for member, value in members)))
    return ImmutableMultiDict(pairs)


def told(error):
    """An error with its causes."""
    causes = []
    while error is not None:
        inner = list(getattr(error, "schema_errors", []) or getattr(error, "errors", []) or [])
        causes.append(f"{type(error).__name__}: {error}"[:400])
        causes.extend(f"{one}"[:300].split("\n")[0] for one in inner[:3])
        error = error.__cause__ or error.__context__
    return " < ".join(dict.fromkeys(causes))


def compared(case, parameters):
    for key, given in case.items():
        place, _, name = key.partition("/")
        if place not in ("path", "query", "header", "cookie"):
            continue
        read = getattr(parameters, place)
        if name not in read:
            return f"`{key}` is not read"
        if not same(given, read[name]):
            return f"`{key}` is read as {read[name]!r}, given was {given!r}"
    return None


def compared_body(case, content_type, content, body):
    if "body" not in case and not any(key.startswith("body/") for key in case):
        return "a body that nobody gave" if body and "files" not in case else None
    if content_type.startswith("multipart/"):
        given = {key.removeprefix("body/"): value for key, value in case.items() if key.startswith("body/")}
        for name in case["files"]:
            if name in given:
                given[name] = files(given[name])
    else:
        given = case["body"]
    if isinstance(content, (bytes, str)):
        text = content if isinstance(content, bytes) else content.encode()
        if isinstance(given, str) and given.encode() == text:
            return None
    if isinstance(content, (dict, list)) and "json" in content_type:
        content = json.loads(body, parse_float=Decimal)
    if not same(given, content):
        return f"the body is read as {content!r}, given was {given!r}"
    return None


def files(value):
    return [files(item) for item in value] if isinstance(value, list) else base64.b64decode(value)


def same(given, read):
    """Whether a value is what was given. What no schema says the type of is read as text."""
    if isinstance(given, bytes):
        return read == given or read == given.decode("latin-1")
    if isinstance(read, bytes):
        read = read.decode("utf-8", "replace")
    if isinstance(given, dict):
        if isinstance(read, str):
            read = parsed(read)
        return isinstance(read, dict) and given.keys() <= read.keys() and all(same(given[key], read[key]) for key in given)
    if isinstance(given, list):
        if isinstance(read, str):
            read = parsed(read)
        return isinstance(read, list) and len(given) == len(read) and all(map(same, given, read))
    if isinstance(given, bool):
        return read is given or read == str(given).lower()
    if isinstance(given, (int, Decimal)):
        if isinstance(read, bool):
            return False
        try:
            return float(given) == float(read) if isinstance(given, Decimal) else int(read) == given
        except (TypeError, ValueError):
            return False
    return given == read


def parsed(text):
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        return text
