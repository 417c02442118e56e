"""What colleagues said to each other on an application."""

from django.db.models import Count
from django.shortcuts import get_object_or_404

from sinople.applications.models import Application, Comment


def comments_of(application: Application, *, limit: int = 200) -> list[Comment]:
    """Return the comments of an application, the open ones first, then the latest."""
    rows = Comment.objects.filter(application=application).select_related("person", "resolved_by")
    return sorted(rows.order_by("-pk")[:limit], key=lambda row: row.resolved_at is not None)


def comment_for(application: Application, key: str) -> Comment:
    """Return one comment of an application."""
    return get_object_or_404(Comment.objects.select_related("application"), key=key, application=application)


def open_comments(application: Application) -> dict[str, int]:
    """Return how many comments are open by row; those on the whole stand under nothing."""
    rows = Comment.objects.filter(application=application, resolved_at__isnull=True).values_list("code").annotate(n=Count("pk"))
    return dict(rows.order_by("code"))
