"""An OpenID Connect provider of our own, a process on loopback: the real protocol, and every lie that a test asks for by the word in `scope_of_lie`."""

import base64
import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
CODES: dict[str, dict[str, str]] = {}


class Provider(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        home = f"http://127.0.0.1:{self.server.server_port}"
        if parts.path == "/.well-known/openid-configuration":
            self.say({"issuer": home, "authorization_endpoint": f"{home}/authorize", "token_endpoint": f"{home}/token", "jwks_uri": f"{home}/jwks"})
        elif parts.path == "/jwks":
            self.say({"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/authorize":
            code = f"code{len(CODES)}"
            CODES[code] = asked
            brought = {"state": asked["state"], **({"error": "access_denied"} if asked.get("lie") == "denied" else {"code": code})}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(brought)}")
            self.end_headers()

    def do_POST(self):
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = CODES.pop(sent.get("code", ""), None)
        proven = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or sent.get("client_secret") != "secret" or proven != asked["code_challenge"]:
            self.say({"error": "invalid_grant"}, 400)
            return
        self.say({"access_token": "x", "token_type": "Bearer", "id_token": self.token(asked)})

    def token(self, asked):
        lie, now = asked.get("lie", ""), int(time.time())  # noqa: TID251 - a provider has a clock of its own
        claims = {
            "iss": f"http://127.0.0.1:{self.server.server_port}" if lie != "issuer" else "https://elsewhere.example", "sub": "1",
            "aud": asked["client_id"] if lie != "audience" else "another", "iat": now, "exp": now + 300 if lie != "expired" else now - 300,
            "nonce": asked["nonce"] if lie != "nonce" else "an older one", "credit_code": asked.get("credit_code", ""), "organisation": "示例身份科技（深圳）有限公司",
            "identity_number": asked.get("identity_number", ""),
        }  # fmt: skip
        if lie == "unsigned":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "1"})
        return jwt.encode(claims, OTHER if lie == "signature" else KEY, algorithm="RS256", headers={"kid": "1"})

    def say(self, what, status=200):
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
