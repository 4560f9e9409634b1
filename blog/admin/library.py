"""What essays share: people, sources, tags and pages."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag as TaggitTag

from accounts.lists import writer
from blog import permissions
from blog.admin.filters import AccountFilter, FoundFilter, QuotedFilter, SourceTendFilter, UsedFilter, count
from blog.admin.looks import LooksAdmin
from blog.admin.merging import MergingAdmin, TagRenamingAdmin
from blog.admin.roles import RoleAdmin, counted
from blog.admin.searching import SearchingAdmin
from blog.admin.uploading import TakesImage
from blog.forms.images import ImageField
from blog.forms.library import PageForm, PersonForm, SourceForm, TagForm
from blog.models import Excerpt, Page, Person, Post, Source, Tag, Turn
from blog.models.authorship import Authorship
from blog.models.tag import ExcerptTag, PostTag
from blog.publishing import library

admin.site.unregister(TaggitTag)  # its table is empty: ours has real foreign keys


@admin.register(Person)
class PersonAdmin(SearchingAdmin, TakesImage, MergingAdmin[Person]):
    image_field = "portrait"
    form = PersonForm
    list_display = ("name", "quoted", "essays", "slug", "hidden_shown")
    list_filter = (UsedFilter, "hidden", AccountFilter)
    search_fields = ("search_document", "name", "aliases__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        quoted = count(Turn.objects.all(), "person", "excerpt")
        return (
            super()
            .get_queryset(request)
            .annotate(quoted=quoted, essays=count(Authorship.objects.all(), "person"))
        )

    @admin.display(description=gettext_lazy("page"), ordering="hidden")
    def hidden_shown(self, person: Person) -> str:
        return _("hidden") if person.hidden else ""

    @admin.display(description=gettext_lazy("quoted in"), ordering="quoted")
    def quoted(self, person: Any) -> SafeString | int:
        return counted(person.quoted, Excerpt, person=person.pk)

    @admin.display(description=gettext_lazy("wrote"), ordering="essays")
    def essays(self, person: Any) -> SafeString | int:
        return counted(person.essays, Post, author=person.pk)

    def get_fields(self, request: HttpRequest, obj: Person | None = None) -> Any:
        """Only the owner says who signs in as whom."""
        fields = list(PersonForm.Meta.fields)
        return fields if writer(request).is_owner else [name for name in fields if name != "user"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Accounts and images are made in their own places, not in a window opened from here."""
        if db_field.name == "user":
            return db_field.formfield()
        if db_field.name == "portrait":
            return self._portrait_field(request)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def _portrait_field(self, request: HttpRequest) -> ImageField:
        match = request.resolver_match
        number = match.kwargs.get("object_id", "") if match else ""
        chosen = Q(portraits=number) if number.isdecimal() else Q(pk=None)
        field = ImageField(
            label=gettext_lazy("Portrait"), help_text=gettext_lazy("Stands on this person’s page.")
        )
        field.offer(permissions.images_for(writer(request), timezone.now()), chosen)
        return field

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        library.save_person(obj, aliases=form.cleaned_data["aliases"], now=timezone.now(), by=writer(request))

    def uses(self, obj: Person) -> Sequence[models.Model]:
        posts = Post.objects.filter(authors=obj).only("title")
        quoted = Excerpt.objects.filter(turns__person=obj).only("question", "slug").distinct()
        return [*posts, *quoted, *([obj.user] if obj.user else [])]


@admin.register(Source)
class SourceAdmin(SearchingAdmin, LooksAdmin):
    form = SourceForm
    list_display = ("title", "kind", "publisher", "said", "quoted")
    list_filter = (QuotedFilter, SourceTendFilter, FoundFilter, "kind")
    search_fields = ("search_document", "title", "publisher", "url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(quoted=count(Excerpt.objects.all(), "source"))

    @admin.display(description=gettext_lazy("excerpts"), ordering="quoted")
    def quoted(self, source: Any) -> SafeString | int:
        return counted(source.quoted, Excerpt, source=source.pk)

    def uses(self, obj: Source) -> Sequence[models.Model]:
        return list(obj.excerpts.only("question", "slug"))


@admin.register(Tag)
class TagAdmin(TagRenamingAdmin):
    form = TagForm
    list_display = ("name", "essays", "quoted", "slug")
    list_filter = (UsedFilter,)
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        essays, quoted = (count(through.objects.all(), "tag") for through in (PostTag, ExcerptTag))
        rows: QuerySet[Tag] = super().get_queryset(request).annotate(essays=essays, quoted=quoted)
        return rows

    @admin.display(description=gettext_lazy("essays"), ordering="essays")
    def essays(self, tag: Any) -> SafeString | int:
        return counted(tag.essays, Post, tag=tag.pk)

    @admin.display(description=gettext_lazy("excerpts"), ordering="quoted")
    def quoted(self, tag: Any) -> SafeString | int:
        return counted(tag.quoted, Excerpt, tag=tag.pk)

    def uses(self, obj: Tag) -> Sequence[models.Model]:
        posts = Post.objects.filter(post_tags__tag=obj).only("title")
        return [*posts, *Excerpt.objects.filter(excerpt_tags__tag=obj).only("question", "slug")]


@admin.register(Page)
class PageAdmin(SearchingAdmin, RoleAdmin[Page]):
    form = PageForm
    list_display = ("title", "state_shown", "slug", "modified_at")
    list_filter = ("is_published",)
    search_fields = ("search_document", "title")

    @admin.display(description=gettext_lazy("state"), ordering="is_published")
    def state_shown(self, page: Page) -> str:
        return _("published") if page.is_published else _("not shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return Page.objects.defer("body", "segments", "plain_text", "contents", "anchors")

    def may_edit(self, obj: Page, user: Any) -> bool:
        return permissions.can_edit_model(Page, user)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        library.save_page(obj, now=timezone.now(), by=writer(request))
