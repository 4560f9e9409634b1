"""The same form sent by eight at the same moment: one is first, and the others know."""

import pytest

from tests.faults.site import Site

pytestmark = pytest.mark.full

AT_ONCE = """
import re, threading
from django.test import Client
from django.utils import timezone
from accounts.models import User
from blog.models import Person
from blog.publishing import library

editor = User.objects.create_user("ed@example.org", "correct horse", role="editor", name="Ed")
library.save(person := Person(name="Mei Tan", slug="mei-tan"), now=timezone.now())

def browser():
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(editor)
    return client

def carried(address, name):
    page = browser().get(address).content.decode()
    return re.search(rf'name="{name}" value="(\\w+)"', page)[1]

def sent(address, forms):
    together, said = threading.Barrier(len(forms)), []
    def send(client, form):
        together.wait()
        said.append(client.post(address, form).status_code)
    threads = [threading.Thread(target=send, args=(browser(), form)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)

change, add = f"/admin/blog/person/{person.pk}/change/", "/admin/blog/person/add/"
stored = {"name": "Mei Tan", "slug": "mei-tan", "seen": carried(change, "seen"), "_save": "1"}
made = {"name": "Lucía Prado", "form_id": carried(add, "form_id"), "_save": "1"}
changes = sent(change, [stored | {"about": f"Number {number}."} for number in range(8)])
additions = sent(add, [made] * 8)
print(json.dumps([changes, additions, Person.objects.filter(name="Lucía Prado").count()]))
"""


def test_one_save_counts_and_one_row_is_made(site: Site) -> None:
    """Saving a row that is there, and adding one: what eight are told, and how many rows there are."""
    assert site.ask(AT_ONCE) == [[302, *[409] * 7], [302] * 8, 1]
