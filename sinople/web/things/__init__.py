"""What several desks show of one thing, prepared once: its banner, its way, its story, its sheet."""

from sinople.web.things.banners import Banner, banner_of
from sinople.web.things.sheets import SheetView, notes_of, row_shown, sheet_view
from sinople.web.things.stories import StoryRow, story_rows
from sinople.web.things.ways import Step, way_of

__all__ = ["Banner", "SheetView", "Step", "StoryRow", "banner_of", "notes_of", "row_shown", "sheet_view", "story_rows", "way_of"]
