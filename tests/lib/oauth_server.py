# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service where one signs in in the browser, on loopback, and the browser that a test plays.

    with OauthServer() as service:
        service.write_config(directory)         # oauth.ini as a person would write it
        page = service.visit(uri)               # follows the page that Safibox asks to be opened
    service.requests                            # every form that came to the token endpoint
    service.users[token]                        # whom an access token stands for

The endpoints check what RFC 6749, 7636 and 8252 want checked, so that a client that leaves it out fails.
Dovecot asks /introspect (RFC 7662) whom a token stands for.
"""

import base64
import hashlib
import http.server
import json
import pathlib
import threading
import urllib.error
import urllib.parse
import urllib.request

CLIENT = "test-client"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())


def get(uri, data=None):
    """Returns (status, location, text); never follows."""
    try:
        with OPENER.open(uri, data, timeout=30) as answer:
            return answer.status, answer.headers.get("Location"), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location"), error.read().decode()


class OauthServer:
    def __init__(self, user="amina", lifetime=3600, rotate=False, marker=""):
        self.user, self.lifetime, self.rotate, self.marker = user, lifetime, rotate, marker
        self.codes, self.refresh_tokens, self.users, self.requests, self.visits = {}, set(), {}, [], []
        self.fault = None     # (HTTP status, text) that the token endpoint answers instead
        self.count = 0
        self.lock = threading.Lock()
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self.base = f"http://127.0.0.1:{self.httpd.server_port}"
        self.introspection = self.base + "/introspect"

    def __enter__(self):
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.httpd.shutdown()
        self.httpd.server_close()

    def write_config(self, directory, hosts="127.0.0.1", client=CLIENT, **changes):
        pathlib.Path(directory).mkdir(parents=True, exist_ok=True)
        keys = {"name": "Test", "hosts": hosts, "authorize": self.base + "/authorize?tenant=a", "token": self.base + "/token",
                "scope": "imap & more", "redirect-host": "127.0.0.1", "client-id": client, **changes}
        text = "[test]\n" + "".join(f"{key}={value}\n" for key, value in keys.items() if value)
        (pathlib.Path(directory) / "oauth.ini").write_text(text)

    # The browser

    def visit(self, uri, error=None):
        """Opens @uri, signs in and goes where the service sends it. Returns the (status, page) that comes back."""
        status, location, _ = get(uri + (f"&deny={error}" if error else ""))
        assert status == 302, status
        status, _, page = get(location)
        return status, page

    # The service

    def make_token(self, kind):
        with self.lock:
            self.count += 1
            return f"{kind}-{self.count}-{self.marker}"

    def _issue(self, with_refresh):
        access = self.make_token("access")
        self.users[access] = self.user
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": self.lifetime}
        if with_refresh:
            answer["refresh_token"] = self.make_token("refresh")
            self.refresh_tokens.add(answer["refresh_token"])
        return 200, answer

    def authorize(self, query):
        self.visits.append(query)
        redirect = urllib.parse.urlsplit(query["redirect_uri"])
        assert query["response_type"] == "code" and query["client_id"] == CLIENT and query["tenant"] == "a"
        assert redirect.hostname == "127.0.0.1" and redirect.port > 0, redirect
        assert query["code_challenge_method"] == "S256" and len(query["code_challenge"]) == 43
        assert len(query["state"]) >= 22
        answer = {"state": query["state"]}
        if "deny" in query:
            answer["error"] = query["deny"]
        else:
            answer["code"] = self.make_token("code")
            self.codes[answer["code"]] = query
        return query["redirect_uri"] + "?" + urllib.parse.urlencode(answer)

    def redeem(self, form):
        query = self.codes.pop(form.get("code"), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if query is None or query["code_challenge"] != challenge or query["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        return self._issue(True)

    def refresh(self, form):
        if form.get("refresh_token") not in self.refresh_tokens:
            return 400, {"error": "invalid_grant"}
        if self.rotate:
            self.refresh_tokens.discard(form["refresh_token"])
        return self._issue(self.rotate)

    def token(self, form):
        self.requests.append(form)
        if self.fault:
            return self.fault
        if form.get("client_id") != CLIENT:
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") == "authorization_code":
            return self.redeem(form)
        return self.refresh(form)

    def _make_handler(self):
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def _send(self, status, body, **headers):
                octets = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                try:
                    self.wfile.write(octets)
                except OSError:
                    pass

            def do_GET(self):
                parts = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(parts.query, strict_parsing=True))
                self._send(302, "", Location=service.authorize(query))

            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(urllib.parse.parse_qsl(text, strict_parsing=True))
                if self.path == "/token":
                    self._send(*service.token(form))
                else:
                    user = service.users.get(form.get("token"))
                    self._send(200, {"active": user is not None, "username": user or ""})

        return Handler
