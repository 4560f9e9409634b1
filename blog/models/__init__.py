"""Facts: rows, the sets of them a reader may see, and the constraints the database keeps."""

from blog.models.authorship import Authorship
from blog.models.change import Change
from blog.models.check import FAILED, Check, Standing, Verdict
from blog.models.event import Event
from blog.models.excerpt import Excerpt, Turn
from blog.models.gone_address import GoneAddress
from blog.models.image import Image, ImageUse, Rendition
from blog.models.look import Look, Outcome
from blog.models.page import Page
from blog.models.person import Alias, Person
from blog.models.placement import Placement
from blog.models.post import Post, State
from blog.models.post_link import PostLink
from blog.models.preview import PreviewLink
from blog.models.redirect import Redirect
from blog.models.revision import Revision
from blog.models.search import SearchDocument, SearchWord
from blog.models.series import Series
from blog.models.site import Generation, SiteIdentity
from blog.models.snapshot import Snapshot
from blog.models.source import Source
from blog.models.tag import ExcerptTag, PostTag, Tag
from blog.models.tally import Tally, TallyPart
from blog.models.working_copy import WorkingCopy

__all__ = [
    "FAILED",
    "Alias",
    "Authorship",
    "Change",
    "Check",
    "Event",
    "Excerpt",
    "ExcerptTag",
    "Generation",
    "GoneAddress",
    "Image",
    "ImageUse",
    "Look",
    "Outcome",
    "Page",
    "Person",
    "Placement",
    "Post",
    "PostLink",
    "PostTag",
    "PreviewLink",
    "Redirect",
    "Rendition",
    "Revision",
    "SearchDocument",
    "SearchWord",
    "Series",
    "SiteIdentity",
    "Snapshot",
    "Source",
    "Standing",
    "State",
    "Tag",
    "Tally",
    "TallyPart",
    "Turn",
    "Verdict",
    "WorkingCopy",
]
