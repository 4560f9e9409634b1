"""What stands over every page of the desk."""

import pytest
from lxml import html

from tests.admin.page import signed_in

pytestmark = pytest.mark.django_db


def test_leads_to_the_site_to_security_and_out() -> None:
    tools = html.fromstring(signed_in("author").get("/admin/").text).get_element_by_id("user-tools")

    assert tools.xpath(".//a/@href") == ["/", "/accounts/2fa/"]
    assert tools.xpath(".//form/@action") == ["/accounts/logout/"]
