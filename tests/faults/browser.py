"""A browser without a screen, for a site in another process."""

from http.cookies import SimpleCookie
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tests.faults.site import Site


class Answer:
    def __init__(self, status: int, headers: Any, content: bytes) -> None:
        self.status, self.headers, self.content = status, headers, content


class Browser:
    """Signed in as an author who was made for it, unless told otherwise."""

    def __init__(self, site: Site, *, signed_in: bool = True) -> None:
        self.origin = f"http://127.0.0.1:{site.port}"
        self.opener = build_opener(_Stay())
        self.cookies: SimpleCookie = SimpleCookie()
        if signed_in:
            self.cookies["sessionid"] = str(
                site.ask(
                    "from django.test import Client\n"
                    "from accounts.models import User\n"
                    "user = User.objects.create_user('ann@example.org', 'correct horse battery')\n"
                    "client = Client(); client.force_login(user)\n"
                    "print(json.dumps(client.session.session_key))"
                )
            )

    def get(self, path: str) -> Answer:
        return self._ask(Request(self.origin + path))

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        sent = urlencode(fields, doseq=True).encode()
        return self._ask(Request(self.origin + path, data=sent, headers={"Referer": self.origin + path}))

    def _ask(self, request: Request) -> Answer:
        request.add_header("Cookie", self.cookies.output(attrs=[], header="", sep=";").strip())
        try:
            answer = self.opener.open(request, timeout=90)
        except HTTPError as error:
            answer = error
        with answer:
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            return Answer(answer.status, answer.headers, answer.read())


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Leave a redirect for the test to see."""
