"""What a person sees of an admin page, and what their browser would send back."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows import login
from django.http import HttpResponse
from django.test import Client
from lxml import html

from accounts.models import User
from tests.factories import make_user

Fields = dict[str, Any]


def signed_in(user: User | str) -> Client:
    """A browser where `user`, or someone new of that role, has just signed in."""
    client = Client()
    someone = make_user(user) if isinstance(user, str) else user
    client.force_login(someone)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(someone.pk)
    session.save()
    return client


def fields(response: Any) -> Fields:
    """What pressing a button of the page's main form would send, but for the button."""
    form = _form(response)
    empty = form.xpath(".//input[not(@value or @type='radio' or @type='checkbox')]/@name")
    sent: Fields = {str(name): "" for name in empty}
    for name, value in form.form_values():
        if name == "csrfmiddlewaretoken":
            continue
        value = value.removeprefix("\n")  # as HTML says of the first line of a textarea
        if sent.get(name):
            sent[name] = [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value]
        else:
            sent[name] = value
    return sent


def shown(response: Any) -> Fields:
    """The same without what the page itself carries: what a person sees in the fields."""
    return {name: value for name, value in fields(response).items() if name not in {"seen", "form_id"}}


def press(client: Client, address: str, button: str, **typed: Any) -> Any:
    """Open the form at `address`, type, press a button."""
    return client.post(address, {**fields(client.get(address)), **typed, button: "1"})


def buttons(response: Any) -> list[str]:
    """What the main form offers to do."""
    form = _form(response)
    here, elsewhere = (
        './/input[@type="submit"] | .//button[@name]',
        f'//button[@name and @form="{form.get("id")}"]',
    )
    return [str(button.get("name")) for button in form.xpath(f"{here} | {elsewhere}")]


def errors(response: Any) -> dict[str, list[str]]:
    """Each complaint of the page, by the id of the list it stands in."""
    lists = _tree(response).xpath('//ul[contains(concat(" ", @class, " "), " errorlist ")]')
    return {
        str(found.get("id", "")).removeprefix("id_").removesuffix("_error"): [
            str(item.text_content()) for item in found.xpath("li")
        ]
        for found in lists
    }


def messages(response: Any) -> list[str]:
    return [
        str(item.text_content()).strip() for item in _tree(response).xpath('//ul[@class="messagelist"]/li')
    ]


def tools(response: Any) -> list[str]:
    """What can be done to the row besides writing it."""
    found = _tree(response).xpath('//ul[@class="object-tools"]//a | //ul[@class="object-tools"]//button')
    return [str(item.text_content()).strip() for item in found]


def titles(response: Any) -> list[str]:
    """The first column of a list."""
    return [str(item.text_content()) for item in _tree(response).xpath('//table[@id="result_list"]//th/a')]


def cells(response: Any) -> list[list[str]]:
    """Each row of a list, as it reads."""
    rows = _tree(response).xpath('//table[@id="result_list"]/tbody/tr')
    return [[str(cell.text_content()) for cell in row] for row in rows]


def text(response: Any) -> str:
    return " ".join(str(_tree(response).text_content()).split())


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _tree(response: HttpResponse) -> Any:
    return html.fromstring(response.content.decode())


def _form(response: HttpResponse) -> Any:
    return next(form for form in _tree(response).forms if str(form.get("id", "")).endswith("_form"))
