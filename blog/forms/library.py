"""Forms on what essays share: people, sources, tags and pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.overtaking import SeenForm
from blog.forms.fields import (
    AddressesField,
    LanguageField,
    LinesField,
    PartialDateField,
    SlugField,
    TypedField,
    check_addresses,
)
from blog.forms.images import UploadField
from blog.models import Page, Person, Source, Tag
from blog.models.addresses import make_slug, random_slug
from blog.models.page import refuse_taken
from blog.models.redirect import free_slug
from blog.models.tag import tag_key, tag_slug
from blog.publishing import library
from blog.publishing.text import Refused
from blog.transcripts import fold_name

WIDE = {"class": "vTextField"}
LARGE = {"class": "vLargeTextField", "rows": 4}


class AddressedForm[Row: models.Model](SeenForm):
    """A row with a page: left empty, its address stays, or is made of its name."""

    slug = SlugField(
        label=_("Address"),
        help_text=_("The last part of its page’s address. Empty: made of the name."),
        widget=forms.TextInput(attrs=WIDE),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "slug" in said and not said["slug"]:
            said["slug"] = self.instance.slug or free_slug(self._meta.model, self.made_slug(said))
        return said

    def made_slug(self, said: dict[str, Any]) -> str:
        name = said.get("name") or said.get("title") or ""
        return make_slug(name) or random_slug(str(self._meta.model._meta.model_name))


class PersonForm(AddressedForm[Person]):
    aliases = LinesField(
        label=_("Other names"),
        help_text=_("One a line: names the same person is quoted under."),
        widget=forms.Textarea(attrs=LARGE),
    )
    links = AddressesField(
        label=_("Links"),
        help_text=_("Addresses of pages about or by this person, one a line."),
        widget=forms.Textarea(attrs=LARGE),
    )

    portrait_upload = UploadField(label=_("A new image as portrait"))

    class Meta:
        model = Person
        fields = [
            "name",
            "aliases",
            "about",
            "portrait",
            "portrait_upload",
            "links",
            "reply_to",
            "fediverse",
            "slug",
            "hidden",
            "user",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["aliases"] = [alias.name for alias in self.instance.aliases.all()]

    def clean_aliases(self) -> list[str]:
        """Each once, however it is spelled."""
        names: dict[str, str] = {}
        for name in self.cleaned_data["aliases"]:
            names.setdefault(fold_name(name), name)
            if len(name) > 120:
                raise ValidationError(
                    _("“%(start)s…” is longer than 120 characters."), params={"start": name[:40]}
                )
        return list(names.values())


class SourceForm(AddressedForm[Source]):
    archive_urls = AddressesField(
        label=_("Archived copies"),
        help_text=_("Addresses of copies in public archives, one a line."),
        widget=forms.Textarea(attrs=LARGE),
    )
    said = PartialDateField(label=_("Said"), help_text=_("2025-01-31, 2025-01 or 2025."))
    published = PartialDateField(label=_("Published"), help_text=_("2025-01-31, 2025-01 or 2025."))
    accessed = forms.DateField(
        label=_("Read on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Write it as 2026-03-01.")},
        help_text=_("2026-03-01: when you looked."),
    )

    class Meta:
        model = Source
        fields = [
            "title",
            "publisher",
            "kind",
            "participants",
            "said",
            "published",
            "url",
            "accessed",
            "archive_urls",
            "slug",
        ]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        check_addresses([url] if url else [])
        return url


class TagForm(AddressedForm[Tag]):
    class Meta:
        model = Tag
        fields = ["name", "slug"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        key = tag_key(name)
        if "," in name:
            raise ValidationError(_("A tag cannot hold a comma: commas stand between tags."))
        if not key:
            raise ValidationError(_("Write at least one letter, digit or sign."))
        if Tag.objects.filter(key=key[:100]).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a tag of this name already. To make the two one, merge them."))
        return name

    def made_slug(self, said: dict[str, Any]) -> str:
        return tag_slug(tag_key(said.get("name", "")))


class TagNameForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What a tag is called, without its address, which follows."""

    class Meta:
        model = Tag
        fields = ["name"]

    clean_name = TagForm.clean_name


class PageForm(AddressedForm[Page]):
    body = TypedField(
        label=_("Text"), help_text=_("Markdown."), widget=forms.Textarea(attrs={**LARGE, "rows": 24})
    )
    language = LanguageField(label=_("Language"), help_text=_("Such as en or zh-Hans. Empty: the site’s."))

    class Meta:
        model = Page
        fields = ["title", "body", "is_published", "slug", "language"]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        refuse_taken(slug)
        return slug

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "body" in said and "language" in said:
            try:
                library.render_page(Page(body=said["body"], language=said["language"]))
            except Refused as refused:
                self.add_error(None, refused)
        return said
