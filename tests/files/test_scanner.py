"""The scanner: asked in clamd's own protocol over a socket; when it is down nothing is accepted."""

import socketserver
import threading

import pytest

from sinople.files import actions
from sinople.files.actions.scanner import scan
from sinople.files.models import Evidence
from sinople.kernel.refused import Refused
from tests.files import samples as s
from tests.files.conftest import NOON

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 200_000


class Clamd(socketserver.StreamRequestHandler):
    """Answers INSTREAM as clamd does, and notes what it received."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.received.append(content)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@pytest.fixture(params=["unix", "tcp"])
def clamd(request, settings, tmp_path):
    if request.param == "unix":
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd.sock"), Clamd)
        settings.SCANNER = f"unix:{tmp_path / 'clamd.sock'}"
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        settings.SCANNER = f"tcp://127.0.0.1:{server.server_address[1]}"
    server.received = []
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_clean_file_passes_whole(clamd):
    content = bytes(range(256)) * 700
    scan(content)
    assert clamd.received == [content]


def test_what_the_scanner_finds_is_named(clamd):
    with pytest.raises(Refused, match="Eicar-Test-Signature"):
        scan(b"before" + EICAR)


def test_a_scanner_that_takes_less_than_we_do_refuses(clamd):
    with pytest.raises(Refused, match=r"could not read|cannot be reached"):
        scan(bytes(4 * MOST))


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.sock", "tcp://127.0.0.1:9"])
def test_nothing_is_accepted_while_the_scanner_is_down(settings, address):
    settings.SCANNER = address
    with pytest.raises(Refused, match="cannot be reached"):
        scan(b"content")


def test_a_scanner_that_hangs_up_refuses(settings, tmp_path):
    class HangsUp(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.recv(10)

    with socketserver.UnixStreamServer(str(tmp_path / "s"), HangsUp) as server:
        settings.SCANNER = f"unix:{tmp_path / 's'}"
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        with pytest.raises(Refused):
            scan(bytes(1000))
        thread.join()


@pytest.mark.django_db
def test_keep_asks_the_scanner_and_keeps_nothing_it_refuses(clamd, filler, store):
    with pytest.raises(Refused, match="Eicar"):
        actions.keep(name="a.docx", data=s.docx_with_plain_part(EICAR), by=filler, at=NOON, organisation_id=7)
    assert Evidence.objects.count() == 0
    assert not store.exists()
    data = s.pdf()
    actions.keep(name="a.pdf", data=data, by=filler, at=NOON, organisation_id=7)
    assert clamd.received[-1] == data
