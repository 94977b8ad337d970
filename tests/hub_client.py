"""A learner at a hub: logs in, starts the server, reads and writes notebooks, starts kernels; with Python's own modules."""

import http.cookiejar
import json
import time
import urllib.error
import urllib.parse
import urllib.request


class Learner:
    """One browser of one learner, with its cookies.

    Args:
        hub: the address of the hub, such as `"http://127.0.0.1:8000"`.
        name: the learner's name.
        password: what the hub's form asks for.
    """

    def __init__(self, hub, name, password):
        self.hub, self.name, self.password = hub, name, password
        self.server = f"{hub}/user/{name}"
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def open(self, address, data=None, method=None, headers=None):
        """Return `(status, address after redirects, body)`; a refusal is an answer, too."""
        request = urllib.request.Request(address, data=data, method=method, headers=headers or {})
        try:
            with self.browser.open(request, timeout=120) as answer:
                return answer.status, answer.url, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.url, refused.read()

    def token(self, path):
        """Return the word against forged requests that the cookie of this path holds."""
        fitting = [
            cookie
            for cookie in self.cookies
            if cookie.name == "_xsrf" and path.startswith(cookie.path.rstrip("/"))
        ]
        return max(fitting, key=lambda cookie: len(cookie.path)).value

    def log_in(self):
        """Send the form, and return the status of the page that follows."""
        self.open(f"{self.hub}/hub/login")
        form = {"username": self.name, "password": self.password, "_xsrf": self.token("/hub/")}
        return self.open(f"{self.hub}/hub/login", urllib.parse.urlencode(form).encode())[0]

    def start(self, seconds=180):
        """Ask for the server until it answers, and return the address to which it leads."""
        end = time.monotonic() + seconds
        status, address, _ = self.open(f"{self.hub}/hub/spawn")
        while time.monotonic() < end:
            if status < 400 and address.startswith(self.server):
                return address
            time.sleep(0.5)
            status, address, body = self.open(f"{self.server}/")
        raise TimeoutError(f"the server of {self.name} did not come up: {status} {address} {body[:300]}")

    def api(self, method, path, content=None):
        """Call the server's own interface, and return `(status, answer)`."""
        headers = {"X-XSRFToken": self.token(f"/user/{self.name}/"), "Content-Type": "application/json"}
        data = None if content is None else json.dumps(content).encode()
        status, _, body = self.open(f"{self.server}/api/{path}", data, method, headers)
        try:
            return status, json.loads(body) if body else None
        except ValueError:  # some refusals are plain text
            return status, body.decode(errors="replace")

    def read(self, name):
        """Return a notebook of the learner's, or whatever the server says."""
        return self.api("GET", f"contents/{urllib.parse.quote(name)}")

    def save(self, name, notebook):
        """Save a notebook as JupyterLab does, and return `(status, answer)`."""
        content = {"type": "notebook", "format": "json", "content": notebook}
        return self.api("PUT", f"contents/{urllib.parse.quote(name)}", content)

    def start_kernel(self, name):
        """Open a notebook's kernel and return its session."""
        content = {"path": name, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        status, session = self.api("POST", "sessions", content)
        if status != 201:
            raise RuntimeError(f"no kernel for {self.name}: {status} {session}")
        return session
