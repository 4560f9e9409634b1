"""Fields for images: one that is there, or a file for a new one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.overtaking import SeenForm
from blog.models import Image

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"
OFFERED = 200
"""How many images a chooser offers, the newest first."""


class ImageField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the images its writer may see, by its key; or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Image.objects.none(), **{"required": False, "to_field_name": "key", **options})

    def offer(self, images: QuerySet[Image], chosen: Q) -> None:
        """Offer the newest of `images`, and the one that is `chosen`."""
        newest = list(images.order_by("-pk").values_list("pk", flat=True)[:OFFERED])
        self.queryset = Image.objects.filter(Q(pk__in=newest) | chosen).order_by("-pk")

    def prepare_value(self, value: Any) -> Any:
        """A key; rows name their image by its number."""
        if not isinstance(value, int):
            return super().prepare_value(value)
        return Image.objects.filter(pk=value).values_list("key", flat=True).first()

    def label_from_instance(self, image: Any) -> str:
        size = _("%(width)d × %(height)d") % {"width": image.width, "height": image.height}
        return f"{image.file}, {size}{f', {image.alt}' if image.alt else ''}"


class UploadField(forms.FileField):
    """A file that the door has taken in before (`admin.uploading`), or the refusal of it."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def __init__(self, **options: Any) -> None:
        limits = gettext_lazy("JPEG, PNG, WebP, AVIF or a still GIF, up to 20 MB.")
        super().__init__(**{"required": False, "help_text": limits, **options})

    def clean(self, data: Any, initial: Any = None) -> None:
        if isinstance(data, ValidationError):
            raise data


class ImageForm(SeenForm):
    class Meta:
        model = Image
        fields = ["alt"]
        widgets = {"alt": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3})}
