"""What a reader sees instead of a page: no warehouse, one that cannot be read, or a fault of the dashboard."""

from dashboard.markup import html
from dashboard.ui.blocks import show_empty
from dashboard.ui.elements import link
from dashboard.ui.links import page_link


def show_not_served() -> None:
    """There is no warehouse yet."""
    show_empty(
        "Nothing to show yet",
        "No run has published a warehouse, so there are no papers to look at.",
        html(
            "{}, or put digests or exports into the inbox and run <code>papertrends run</code>; <code>papertrends "
            "up</code> shows a made-up sample where the inbox is empty. Then reload this page.",
            link(page_link("add"), "Add papers here"),
        ),
    )


def show_unreadable(what: str) -> None:
    """The served file cannot be read."""
    show_empty(
        "The warehouse cannot be read",
        f"It is damaged, or another version of Papertrends made it: {what}",
        html("<code>papertrends run</code> makes it anew from the files that were taken in."),
    )


def show_failure(page: str, error: Exception) -> None:
    """Something that nobody foresaw."""
    show_empty(
        f"{page} could not be shown",
        f"This is a fault of the dashboard, not of your data ({type(error).__name__}); its log has the details.",
        "Reload the page; where that does not help, please report it with the address of this page.",
    )
