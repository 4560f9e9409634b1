"""Every public address, by what it shows. `/<page>/` comes last and refuses what others use."""

from django.urls import path, register_converter

from blog.models.addresses import is_slug
from blog.views import (
    cards,
    citations,
    corrections,
    embedding,
    excerpts,
    media,
    meta,
    pages,
    people,
    posts,
    previews,
    search,
    series,
    sources,
    syndication,
    tags,
    verification,
)

app_name = "blog"


class SlugConverter:
    """Letters and digits of any script, and hyphens; anything else is no address of ours."""

    regex = "[^/.?#]+"

    def to_python(self, value: str) -> str:
        if not is_slug(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SlugConverter, "address")

urlpatterns = [
    # Essays
    path("", posts.home, name="home"),
    path("posts/", posts.post_list, name="posts"),
    path("posts/<address:slug>/", posts.post_page, name="post"),
    path("posts/<address:slug>.md", posts.post_markdown, name="post_markdown"),
    path("posts/<address:slug>.bib", citations.post_citation, {"form": "bib"}, name="post_bibtex"),
    path("posts/<address:slug>.csl.json", citations.post_citation, {"form": "csl"}, name="post_csl"),
    path("posts/<address:slug>.png", cards.post_image, name="post_image"),
    path("posts/<address:slug>.<slug:digest>.png", cards.post_card, name="post_card"),
    path("posts/<address:slug>/changes/", posts.post_changes, name="post_changes"),
    path("archive/", posts.archive, name="archive"),
    path("archive/<int:year>/", posts.archive_year, name="archive_year"),
    # Tags
    path("tags/", tags.tag_list, name="tags"),
    path("tags/<address:slug>/", tags.tag_page, name="tag"),
    # Series
    path("series/<address:slug>/", series.series_page, name="series"),
    # Excerpts, their speakers and sources
    path("excerpts/", excerpts.excerpt_list, name="excerpts"),
    # Before the excerpts themselves: else `feed.json` would be one's JSON.
    path("excerpts/atom.xml", syndication.excerpt_feed, {"form": "atom"}, name="excerpts_atom"),
    path("excerpts/rss.xml", syndication.excerpt_feed, {"form": "rss"}, name="excerpts_rss"),
    path("excerpts/feed.json", syndication.excerpt_feed, {"form": "json"}, name="excerpts_json_feed"),
    path("excerpts/<address:slug>/", excerpts.excerpt_page, name="excerpt"),
    path("excerpts/<address:slug>.json", excerpts.excerpt_json, name="excerpt_json"),
    path("excerpts/<address:slug>.md", excerpts.excerpt_markdown, name="excerpt_markdown"),
    path("excerpts/<address:slug>.bib", citations.excerpt_citation, {"form": "bib"}, name="excerpt_bibtex"),
    path("excerpts/<address:slug>.csl.json", citations.excerpt_citation, {"form": "csl"}, name="excerpt_csl"),
    path("excerpts/<address:slug>.png", cards.excerpt_image, name="excerpt_image"),
    path("excerpts/<address:slug>.<slug:digest>.png", cards.excerpt_card, name="excerpt_card"),
    path("card.<slug:digest>.png", cards.site_image, name="site_card"),
    path("excerpts/<address:slug>/embed/", embedding.excerpt_embed, name="excerpt_embed"),
    path("people/", people.person_list, name="people"),
    path("people/<address:slug>/", people.person_page, name="person"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<address:slug>/", sources.source_page, name="source"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("about/verification/", verification.verification, name="verification"),
    # Search
    path("search/", search.search_page, name="search"),
    path("search.json", search.search_json, name="search_json"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    # Feeds and what machines read
    path("feeds/", syndication.feed_list, name="feeds"),
    path("atom.xml", syndication.feed, {"form": "atom"}, name="atom"),
    path("rss.xml", syndication.feed, {"form": "rss"}, name="rss"),
    path("feed.json", syndication.feed, {"form": "json"}, name="json_feed"),
    path("tags/<address:slug>/atom.xml", syndication.tag_feed, {"form": "atom"}, name="tag_atom"),
    path("tags/<address:slug>/rss.xml", syndication.tag_feed, {"form": "rss"}, name="tag_rss"),
    path("tags/<address:slug>/feed.json", syndication.tag_feed, {"form": "json"}, name="tag_json_feed"),
    path("series/<address:slug>/atom.xml", syndication.series_feed, {"form": "atom"}, name="series_atom"),
    path("series/<address:slug>/rss.xml", syndication.series_feed, {"form": "rss"}, name="series_rss"),
    path(
        "series/<address:slug>/feed.json", syndication.series_feed, {"form": "json"}, name="series_json_feed"
    ),
    path("people/<address:slug>/atom.xml", syndication.person_feed, {"form": "atom"}, name="person_atom"),
    path("people/<address:slug>/rss.xml", syndication.person_feed, {"form": "rss"}, name="person_rss"),
    path(
        "people/<address:slug>/feed.json", syndication.person_feed, {"form": "json"}, name="person_json_feed"
    ),
    path("sources/<address:slug>/atom.xml", syndication.source_feed, {"form": "atom"}, name="source_atom"),
    path("sources/<address:slug>/rss.xml", syndication.source_feed, {"form": "rss"}, name="source_rss"),
    path(
        "sources/<address:slug>/feed.json", syndication.source_feed, {"form": "json"}, name="source_json_feed"
    ),
    path("sitemap.xml", syndication.sitemap, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", syndication.sitemap_shard, name="sitemap_shard"),
    # An essay before readers see it
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("preview/<str:token>/media/<str:key>/<str:file>", previews.preview_image, name="preview_image"),
    # Images
    path("media/<str:key>/<str:file>", media.media, name="media"),
    path("oembed", embedding.describe, name="oembed"),
    path("robots.txt", meta.robots, name="robots"),
    path(".well-known/security.txt", meta.security, name="security"),
    path("favicon.ico", meta.icon, name="favicon"),
    path("apple-touch-icon.png", meta.icon, name="touch_icon"),
    path("healthz", meta.healthz, name="healthz"),
    # Pages such as About
    path("<address:slug>/", pages.page, name="page"),
]
