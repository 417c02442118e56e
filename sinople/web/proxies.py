"""Where a request comes from: the address that the proxies in front name, if they are ours."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class RealAddress:
    """Put the address behind our own proxies in the place of theirs; what strangers claim in a header is not believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = _behind(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
        return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """Return the address from which somebody tries to sign in."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _behind(nearest: str, forwarded: str) -> str:
    """Walk from the nearest address outwards, as long as each is a proxy of ours; the first that is not is the client."""
    found = nearest
    for claimed in reversed([one.strip() for one in forwarded.split(",") if one.strip()]):
        if not _is_ours(found) or not _is_address(claimed):
            break
        found = claimed
    return found


def _is_ours(address: str) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def _is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True
