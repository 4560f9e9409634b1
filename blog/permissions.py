"""Who may do what: the table of the product, asked of rows. Public pages ask `published(now)` instead."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from accounts.models import User
from blog.models import (
    Event,
    Excerpt,
    Image,
    Page,
    Person,
    Placement,
    Post,
    Series,
    SiteIdentity,
    Source,
    State,
    Tag,
)
from blog.models.visibility import has

_POSTS_THROUGH: dict[type[Model], tuple[str, ...]] = {
    Excerpt: ("placements__post",),
    Person: ("posts", "turns__excerpt__placements__post"),
    Source: ("excerpts__placements__post",),
    Tag: ("post_tags__content_object", "excerpt_tags__content_object__placements__post"),
}
"""How a shared row is reached from the posts that use it."""

_EXCERPTS_THROUGH: dict[type[Model], str] = {
    Excerpt: "",
    Person: "turns__excerpt",
    Source: "excerpts",
    Tag: "excerpt_tags__content_object",
}
"""How it is reached from excerpts, which may stand in no post yet."""


def posts_for(user: User) -> QuerySet[Post]:
    """The posts `user` may open and edit."""
    return Post.objects.all() if user.is_editor else Post.objects.filter(authors__user=user)


def get_post_for(user: User, number: str) -> Post:
    """The post of this id, to edit. Raises Http404 for none, PermissionDenied for another's."""
    post = Post.objects.filter(pk=number).first() if number.isdecimal() else None
    if post is None:
        raise Http404
    if not can_edit(post, user):
        raise PermissionDenied
    return post


def can_view(post: Post, user: User) -> bool:
    """Whether `user` may see it in the admin, whatever its state."""
    return posts_for(user).contains(post)


def can_edit(post: Post, user: User) -> bool:
    """Whether `user` may write it, withdraw it and restore it."""
    return can_view(post, user)


def can_publish(post: Post | None, user: User) -> bool:
    """Whether `user` may show it to readers; where a review is required, an author submits it instead."""
    if user.is_editor:
        return True
    return not SiteIdentity.current().review_required and (post is None or can_edit(post, user))


def can_delete(post: Post, user: User) -> bool:
    """Whether it may be deleted: nobody was ever told of it, or it is withdrawn and `user` the owner."""
    if post.is_released:
        return user.is_owner and post.state == State.WITHDRAWN
    return can_edit(post, user)


def can_send_back(post: Post, user: User) -> bool:
    """Whether `user` may give it back to its authors instead of publishing it."""
    return user.is_editor and post.state == State.IN_REVIEW


def shared_for[Row: Model](model: type[Row], user: User) -> QuerySet[Row]:
    """The excerpts, people, sources or tags `user` may edit.

    An author: those no post of another uses, nor an excerpt another keeps for later; of excerpts,
    those they made or use, and of people, no one else who signs in.
    """
    rows = model._default_manager.all()
    if user.is_editor:
        return rows
    rows = rows.filter(~has(model, _used_by_others(model, user)))
    if model is Excerpt:
        return rows.filter(Q(created_by=user) | has(model, Q(placements__post__authors__user=user)))
    if model is Person:
        return rows.filter(Q(user=None) | Q(user=user))
    return rows


def events_for(user: User) -> QuerySet[Event]:
    """The corrections and follow-ups `user` may edit: those of essays and excerpts they may."""
    rows = Event.objects.all()
    if user.is_editor:
        return rows
    return rows.filter(Q(post__in=posts_for(user)) | Q(excerpt__in=shared_for(Excerpt, user)))


def can_edit_event(event: Event, user: User) -> bool:
    """Whether `user` may add it, change it or take it away: who may edit what it is about."""
    about = event.about
    return can_edit(about, user) if isinstance(about, Post) else can_edit_shared(about, user)


def kept_for(user: User) -> QuerySet[Excerpt]:
    """The inbox: excerpts in no post, of an author those they made; a quicker way to ask `shared_for`."""
    rows = Excerpt.objects.filter(placements=None)
    return rows if user.is_editor else rows.filter(created_by=user)


def can_edit_shared(row: Model, user: User) -> bool:
    return shared_for(type(row), user).contains(row)


def can_open(row: Model, user: User) -> bool:
    """Whether `user` may open its form, and so be told its name."""
    if isinstance(row, Post):
        return can_view(row, user)
    return user.is_owner if isinstance(row, User) else can_edit_shared(row, user)


def can_change_words(excerpt: Excerpt, user: User | None, *, besides: Post | None) -> bool:
    """Whether saving `besides` may change them: `user` may edit them, and no other post has them."""
    if Placement.objects.filter(excerpt=excerpt).exclude(post=besides).exists():
        return False
    if user is None or user.is_editor or excerpt.created_by_id == user.pk:
        return True
    return excerpt.placements.exists()


def placeable(user: User, now: datetime) -> QuerySet[Excerpt]:
    """The excerpts `user` may know of: an editor all, an author their own and what readers see."""
    rows = Excerpt.objects.all()
    if user.is_editor:
        return rows
    own = Q(created_by=user) | has(Excerpt, Q(placements__post__authors__user=user))
    return rows.filter(own) | rows.visible(now)


def can_place(excerpt: Excerpt, user: User | None, now: datetime) -> bool:
    """Whether `user` may know of it; a command may place all."""
    return user is None or placeable(user, now).contains(excerpt)


def get_excerpt_to_place(user: User, number: str, now: datetime) -> Excerpt:
    """The excerpt of this id, with its turns. Raises Http404 for none, PermissionDenied for another's."""
    excerpt = Excerpt.objects.with_turns().filter(pk=number).first() if number.isdecimal() else None
    if excerpt is None:
        raise Http404
    if not can_place(excerpt, user, now):
        raise PermissionDenied
    return excerpt


def can_delete_shared(row: Model, user: User) -> bool:
    """Whether `user` may delete it once nothing uses it: an editor all, an author the excerpts they made."""
    return user.is_editor or (isinstance(row, Excerpt) and row.created_by_id == user.pk)


def can_merge(user: User) -> bool:
    """Whether `user` may say that two tags, people or sources are one."""
    return user.is_editor


def people_for(user: User, now: datetime) -> QuerySet[Person]:
    """The people a chooser offers: an author sees those readers see, and those they may edit."""
    if user.is_editor:
        return Person.objects.all()
    return Person.objects.visible(now) | shared_for(Person, user)


def originals_for(user: User, now: datetime) -> QuerySet[Post]:
    """The essays `user` may call another a translation of: an author those readers see, and their own."""
    if user.is_editor:
        return Post.objects.all()
    return Post.objects.filter(Q(pk__in=posts_for(user)) | Q(pk__in=Post.objects.published(now)))


def series_for(user: User, now: datetime) -> QuerySet[Series]:
    """The series `user` may put an essay into: an author those readers see, and those of their own essays."""
    if user.is_editor:
        return Series.objects.all()
    return Series.objects.visible(now) | Series.objects.filter(has(Series, Q(posts__authors__user=user)))


def images_for(user: User, now: datetime) -> QuerySet[Image]:
    """The images `user` may see and place: an author their own, those of their posts and what readers see."""
    if user.is_editor:
        return Image.objects.all()
    of_theirs = has(
        Image,
        Q(uses__post__authors__user=user)
        | Q(uses__working_copy__post__authors__user=user)
        | Q(covers__authors__user=user),
    )
    shown = Image.objects.visible(now).values("pk")
    return Image.objects.filter(Q(created_by=user) | of_theirs | Q(pk__in=shown))


def can_edit_image(image: Image, user: User) -> bool:
    """Whether `user` may describe and delete it: an author what they uploaded and nobody else uses."""
    if user.is_editor:
        return True
    theirs = Post.objects.exclude(pk__in=posts_for(user))
    used = (
        Q(uses__post__in=theirs)
        | Q(uses__working_copy__post__in=theirs)
        | Q(uses__page__isnull=False)
        | Q(covers__in=theirs)
        | Q(portraits__in=Person.objects.exclude(user=user))
    )
    return image.created_by_id == user.pk and not Image.objects.filter(used, pk=image.pk).exists()


def can_edit_model(model: type[Model], user: User) -> bool:
    """Whether the role may work on rows of this kind at all."""
    if model is SiteIdentity or model is User:
        return user.is_owner
    return user.is_editor or model not in {Page, Series}


def _used_by_others(model: type[Model], user: User) -> Q:
    """Used by a post that is not `user`'s, or by an excerpt that another made and no post places yet."""
    theirs = Post.objects.exclude(pk__in=posts_for(user))
    kept = Excerpt.objects.filter(placements=None).exclude(created_by=user)
    through = _EXCERPTS_THROUGH[model]
    used = Q(**{f"{through or 'pk'}__in": kept})
    for path in _POSTS_THROUGH[model]:
        used |= Q(**{f"{path}__in": theirs})
    return used
