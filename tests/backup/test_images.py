"""An image in an essay outlives the machine: backup and restore bring back its row and its files."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from blog import backup
from blog.models import Image
from tests.backup.conftest import Elsewhere
from tests.factories import make_post
from tests.media.images import make_image


@pytest.mark.usefixtures("at_now")
def test_is_shown_again_where_the_site_was_restored(
    site: Path, elsewhere: Elsewhere, client: Client, now: datetime
) -> None:
    image = make_image(alt="Four slips")
    content = (image.folder / image.file).read_bytes()
    address = make_post(body=f"It.\n\n![](media:{image.key})", cover=image.key).get_absolute_url()
    made = backup.make(site / "backups", now=now).path

    with elsewhere() as there:
        backup.restore(made, now=now + timedelta(hours=3))

        assert Image.objects.get().folder == there / "media" / image.key
        assert 'alt="Four slips"' in client.get(address).content.decode()
        assert client.get(image.get_absolute_url()).content == content
