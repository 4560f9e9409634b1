"""What a source says, pasted or as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blog.evidence.snapshots import KINDS
from blog.forms.fields import TypedField


class SnapshotForm(forms.Form):
    """Words or a file, not both: nobody could say which counts."""

    text = TypedField(
        label=_("Its words"),
        help_text=_("Pasted as they stand: a transcript, captions with their times, an article."),
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 12}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,  # it is told in the same words as other files that hold nothing
        help_text=_("Text, Markdown, HTML, WebVTT, SubRip or PDF, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "text" in said and "file" in said and bool(said["text"].strip()) == bool(said["file"]):
            raise ValidationError(
                _("Paste its words, or choose a file. If there are both, nobody knows which counts.")
            )
        return said
