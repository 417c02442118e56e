"""A list of which one ticks what holds, or picks as many as are wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sinople.web.things.asking import Asked
from sinople.web.wording import said


class TicksField(forms.MultipleChoiceField):
    """Boxes for a list, or for k of n; round ones where exactly one is taken."""

    def __init__(self, asked: Asked | None = None, **kwargs: Any) -> None:
        options = [(code, said(name)) for code, name in asked.options] if asked else []
        widget = OneOf if asked and asked.wanted == 1 else forms.CheckboxSelectMultiple
        super().__init__(label=_label(asked), choices=options, widget=widget, required=False, **kwargs)


class OneOf(forms.RadioSelect):
    """Round boxes whose one value is a list all the same."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what was picked, as a list of one or none."""
        picked = super().value_from_datadict(data, files, name)
        return [picked] if picked else []


def _label(asked: Asked | None) -> Any:
    if asked is None or not asked.wanted:
        return _("Tick everything that holds")
    return ngettext("Pick %(num)s", "Pick %(num)s", asked.wanted) % {"num": asked.wanted}
