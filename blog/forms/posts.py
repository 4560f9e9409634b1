"""The form an essay is written in: its own fields and its Transcript boxes, as one."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blog.forms.boxes import BoxFormSet
from blog.forms.essays import EssayField
from blog.forms.fields import LanguageField, MomentField, SlugField, TagsField, TypedField
from blog.forms.images import ImageField, UploadField
from blog.models import Excerpt, Person, Post, Series, SiteIdentity
from blog.permissions import images_for, originals_for, people_for, series_for
from blog.publishing import posts, working_copy
from blog.publishing.text import PostText, Refused
from blog.rendering import named_places

NOT_TEXT = ("base_version", "cover_upload")
"""What the form carries besides the text."""


class PostForm(forms.Form):
    """What an author types, but for the exchanges. Named as PostText is, so refusals find their fields."""

    title = TypedField(
        label=_("Title"),
        widget=forms.Textarea(attrs={"rows": 1, "class": "title", "placeholder": _("Title")}),
    )
    body = TypedField(
        label=_("Text"),
        help_text=_("Markdown. A line of its own [[qa: name]] places an exchange; others stand at the top."),
        widget=forms.Textarea(
            attrs={
                "rows": 18,
                "class": "body",
                "placeholder": _("Write, or paste an exchange"),
                "data-body": True,
            }
        ),
    )
    tags = TagsField(
        label=_("Tags"),
        help_text=_("With commas between: ai, open weights."),
    )
    summary = TypedField(
        label=_("Summary"),
        help_text=_("Empty: the essay’s first sentences."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    series = forms.ModelChoiceField(
        Series.objects.none(),
        label=_("Series"),
        help_text=_("A new part stands last, until an editor orders them."),
        required=False,
        error_messages={"invalid_choice": _("This series is no longer there. Choose another.")},
    )
    authors = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Authors"), help_text=_("None chosen: you."), required=False
    )
    cover = ImageField(label=_("Cover"), help_text=_("Stands above the essay, and where it is shared."))
    cover_upload = UploadField(label=_("A new image as cover"))
    planned_at = MomentField(label=_("Date"))
    slug = SlugField(
        label=_("Address"),
        help_text=_("The last part of the essay’s address. Empty: made of the title."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    language = LanguageField(label=_("Language"), help_text=_("Such as en or zh-Hans. Empty: the site’s."))
    translation_of = EssayField(
        label=_("Translation of"),
        help_text=_("The address or the title of the same essay in another language."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, now: datetime, chosen: PostText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.chosen = user, chosen.authors
        site = SiteIdentity.current()
        date, authors = self.fields["planned_at"], self.fields["authors"]
        series = self.fields["series"]
        assert isinstance(series, forms.ModelChoiceField)  # noqa: S101
        series.queryset = series_for(user, now) | Series.objects.filter(pk=chosen.series or 0)
        assert isinstance(date, MomentField)  # noqa: S101 - tells mypy
        assert isinstance(authors, forms.ModelMultipleChoiceField)  # noqa: S101
        date.zone, date.now = site.tzinfo, now
        date.help_text = _(
            "Such as tomorrow 9, fri 08:30, 3 december 9:30 or 2026-03-01 09:30, by the clocks of %(zone)s."
            " Ahead: appears then. Past: shown as its date. Empty: when published."
        ) % {"zone": site.zone}
        authors.queryset = people_for(user, now) | Person.objects.filter(pk__in=chosen.authors)
        original = self.fields["translation_of"]
        assert isinstance(original, EssayField)  # noqa: S101
        original.rows = originals_for(user, now) | Post.objects.filter(pk=chosen.translation_of or 0)
        cover = self.fields["cover"]
        assert isinstance(cover, ImageField)  # noqa: S101
        cover.offer(images_for(user, now), Q(key=chosen.cover))

    def clean_cover(self) -> str:
        image = self.cleaned_data["cover"]
        return image.key if image else ""

    def clean_series(self) -> int | None:
        series = self.cleaned_data["series"]
        return series.pk if series else None

    def clean_title(self) -> str:
        """A title is one line, however it was pasted."""
        return " ".join(str(self.cleaned_data["title"]).split("\n"))

    def clean_authors(self) -> tuple[int, ...]:
        """Ids in the order they had, newly chosen ones last. Nobody writes themselves out of an essay."""
        ids = [person.pk for person in self.cleaned_data["authors"]]
        kept = [pk for pk in self.chosen if pk in ids]
        people = (*kept, *(pk for pk in ids if pk not in kept))
        own = Person.objects.filter(user=self.user).first()
        if people and not self.user.is_editor and (own is None or own.pk not in people):
            raise ValidationError(_("Choose nobody, or yourself among them; an editor can take you off."))
        return people


class EssayForm:
    """A post's form and boxes, bound to what was sent or filled with what is stored.

    A new essay begins with `excerpt` (from `with_turns`), if it is to answer one.
    """

    def __init__(
        self,
        post: Post | None,
        *,
        user: User,
        now: datetime,
        data: QueryDict | None = None,
        files: Any = None,
        excerpt: Excerpt | None = None,
    ) -> None:
        self.post = post
        begun = PostText(boxes=(posts.box_of(excerpt),) if excerpt else ())
        stored = working_copy.text_for(post) if post else begun
        self._stored = _fields(stored)
        self.data = (
            data.copy() if data is not None else None
        )  # a copy may be corrected when it is shown again
        version = post.version if post else None
        self.form = PostForm(
            self.data,
            files if data is not None else None,  # else the form would take itself for sent
            initial={**self._stored, "base_version": version},
            user=user,
            now=now,
            chosen=stored,
        )
        boxes = [box.as_json() for box in stored.boxes]
        self.boxes = BoxFormSet(self.data, initial=boxes, prefix="boxes", user=user)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.boxes.is_valid()])

    def text(self) -> PostText:
        """What was typed, of a valid form."""
        said = dict(self.form.cleaned_data)
        for name in NOT_TEXT:
            said.pop(name)
        return PostText(**said, boxes=self.boxes.boxes())

    def text_so_far(self) -> PostText:
        """The same for a working copy: an emptied box is gone, a wrong field says what it said."""
        said = {name: self.form.cleaned_data.get(name, stored) for name, stored in self._stored.items()}
        return PostText(**said, boxes=tuple(box for box in self.boxes.boxes() if box.text.strip()))

    def still_placed(self) -> list[str]:
        """Excerpts whose box was emptied but which a line of the text places."""
        emptied = (box.slug for box in self.boxes.boxes() if box.slug and not box.text.strip())
        named = named_places(self.form.cleaned_data["body"])
        return [slug for slug in emptied if slug in named]

    def is_ahead(self, now: datetime) -> bool:
        """Whether the date in the form lies ahead, so that publishing means scheduling."""
        bound = self.form.is_bound
        at = self.form.cleaned_data.get("planned_at") if bound else self.form.initial["planned_at"]
        return at is not None and at > now

    @property
    def base_version(self) -> int | None:
        """The version these edits began from; one that never was, where the form does not say."""
        if self.post is None:
            return None
        said = self.form.cleaned_data.get("base_version")
        return -1 if said is None else int(said)

    def accept(self, version: int) -> None:
        """Go on from this version knowingly: what stands there is in the history."""
        self.form.cleaned_data["base_version"] = version

    def refuse(self, refused: Refused) -> None:
        """Put what the verbs refused at the fields and boxes it is about."""
        for name, errors in refused.error_dict.items():
            if name == "boxes":
                self.boxes.refuse(errors)
            else:
                for error in errors:
                    self.form.add_error(name if name in self.form.fields else None, error)

    @property
    def by_field(self) -> dict[str, list[str]]:
        """What is wrong with its own fields, by the id of each."""
        faults = ((name, errors) for name, errors in self.form.errors.items() if name in self.form.fields)
        return {str(self.form[name].auto_id): [str(error) for error in errors] for name, errors in faults}

    @property
    def title(self) -> str:
        """As it stands in the form."""
        return " ".join(str(self.form["title"].value() or "").split())

    @property
    def errors(self) -> list[str]:
        """Everything that is wrong with it, wherever that is said."""
        forms = [self.form, *self.boxes]
        of_fields = [message for form in forms for messages in form.errors.values() for message in messages]
        return [*of_fields, *self.boxes.non_form_errors()]


def _fields(text: PostText) -> dict[str, object]:
    return {name: getattr(text, name) for name in PostForm.base_fields if name not in NOT_TEXT}
