"""What botocore does to a request besides serializing it: what services ask for and their models do not say, and
checksums, and compression.

Of botocore's many handlers these change what goes over the wire and need neither a clock, a region nor another call.
"""

import hashlib
from types import SimpleNamespace

from botocore import compress, handlers, hooks, httpchecksum
from botocore.exceptions import FlexibleChecksumError, MissingDependencyException
from botocore.model import ServiceId

HANDLERS = (
    handlers.add_accept_header,
    handlers.add_glacier_checksums,
    handlers.add_glacier_version,
    handlers.copy_source_sse_md5,
    handlers.decode_list_object,
    handlers.decode_list_object_v2,
    handlers.decode_list_object_versions,
    handlers.escape_xml_payload,
    handlers.fix_route53_ids,
    handlers.handle_copy_source_param,
    handlers._handle_request_validation_mode_member,
    handlers.inject_account_id,
    handlers.set_list_objects_encoding_type_url,
    handlers.sse_md5,
)

# A checksum is sent if the service supports one, which is the default of clients.
# Large bodies are compressed if the service supports it.
CLIENT = SimpleNamespace(
    request_checksum_calculation="when_supported",
    response_checksum_validation="when_supported",
    signature_version="v4",
    disable_request_compression=False,
    request_min_compression_size_bytes=10240,
)


class Customs:
    """The handlers of a service."""

    def __init__(self, service):
        # Handlers also use older service names.
        self.events = hooks.EventAliaser(hooks.HierarchicalEmitter())
        self.service_id = ServiceId(service.metadata.get("serviceId", service.name)).hyphenize()
        for event, handler, *_ in handlers.BUILTIN_HANDLERS:
            if handler in HANDLERS:
                self.events.register(event, handler)

    def before_serializing(self, operation, parameters):
        """Changes the parameters."""
        name = f"before-parameter-build.{self.service_id}.{operation.name}"
        self.events.emit(name, params=parameters, model=operation, context={"client_config": CLIENT})

    def after_parsing(self, operation, parsed):
        """Changes an output."""
        name = f"after-call.{self.service_id}.{operation.name}"
        self.events.emit(name, parsed=parsed, model=operation, context={"encoding_type_auto_set": True})

    def before_sending(self, operation, request):
        """Changes the request."""
        self.events.emit(f"before-call.{self.service_id}.{operation.name}", params=request, model=operation)
        compress.maybe_compress_request(CLIENT, request, operation)

    def add_checksum(self, operation, parameters, request):
        """Adds a checksum, if botocore can: some need a native library that is not installed."""
        request["context"] = {"client_config": CLIENT}
        try:
            httpchecksum.resolve_request_checksum_algorithm(request, operation, parameters)
        except (FlexibleChecksumError, MissingDependencyException):
            algorithm = parameters[operation.http_checksum["requestAlgorithmMember"]].lower()
            if algorithm in (*POLYNOMIALS, "md5"):
                return
            raise
        httpchecksum.apply_request_checksum(request)


# The generators of cyclic redundancy checks, bits reversed, by the widths of their results.
POLYNOMIALS = {"crc32": (32, 0xEDB88320), "crc32c": (32, 0x82F63B78), "crc64nvme": (64, 0x9A6C9329AC4BC9B5)}


def checksum(name, data):
    """The checksum of data, by algorithm name."""
    return cyclic(name, data) if name in POLYNOMIALS else hashlib.new(name, data).digest()


def cyclic(name, data):
    """A cyclic redundancy check, bit by bit."""
    width, polynomial = POLYNOMIALS[name]
    ones = (1 << width) - 1
    found = ones
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = found >> 1 ^ (polynomial if found & 1 else 0)
    return (found ^ ones).to_bytes(width // 8, "big")
