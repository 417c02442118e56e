"""The book as a whole: begun, copied from the year before, locked, explained; its products and its users."""

from collections.abc import Collection
from datetime import datetime

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.databook import permissions, queries
from sinople.databook.actions.readings import change, enter
from sinople.databook.models import Databook, Explained, Product, Reading, ReadingUse
from sinople.databook.queries.plausible import about_of
from sinople.databook.states import BookState, BookVerb
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.clocks import SHANGHAI
from sinople.people.models import Site


def begin(*, site: Site, year: int, by: Acting, at: datetime) -> Databook:
    """Begin the data book of a site and year, or return the one that stands."""
    demand(permissions.may_enter, by, site)
    if not 2000 <= year <= at.year:
        raise Refused("%(year)s is not a year that can have been measured already.", field="year", year=year)
    made, is_new = Databook.objects.get_or_create(site=site, year=year, defaults={"state": BookState.OPEN, "moved_at": at})
    if is_new:
        record("begin", made, by=by, at=at, year=year)
    return made


def lock(*, databook: Databook, by: Acting, at: datetime) -> Databook:
    """Lock the year: its figures stand until they are unlocked."""
    demand(permissions.may_lock, by, databook)
    return move(databook, BookVerb.LOCK, by=by, at=at)


def unlock(*, databook: Databook, reason: str, by: Acting, at: datetime) -> Databook:
    """Unlock the year, with a reason that the story keeps."""
    demand(permissions.may_unlock, by, databook)
    if not reason.strip():
        raise Refused("Say why the year is opened again; the reason stays with the book.", field="reason")
    return move(databook, BookVerb.UNLOCK, by=by, at=at, reason=reason.strip())


def copy(*, databook: Databook, source: Databook, codes: Collection[str], by: Acting, at: datetime) -> int:
    """Take over figures of another year of the same site that were confirmed one by one; what stands already is left alone."""
    change(databook, by)
    standing, offered = queries.readings_of(databook), queries.readings_of(source)
    wanted = [offered[code] for code in codes if code in offered and code not in standing]
    if not wanted:
        raise Refused("Nothing was chosen: tick every figure that is the same this year.")
    for row in wanted:
        quantity = queries.quantity_on(at.astimezone(SHANGHAI).date(), row.quantity)
        if quantity is not None:
            enter(databook=databook, quantity=quantity, typed=row.typed, unit=row.typed_unit, boundary=row.boundary, by=by, at=at)
    return len(wanted)


def set_product(*, databook: Databook, n: int, name: str, kind: str, by: Acting, at: datetime) -> Product:
    """Name a main product, or name it otherwise; three at most."""
    change(databook, by)
    if not 1 <= n <= Product.MOST:
        raise Refused("A data book holds %(most)s main products at most.", most=Product.MOST, field="name")
    if not name.strip():
        raise Refused("The product needs a name.", field="name")
    made, _is_new = Product.objects.update_or_create(databook=databook, n=n, defaults={"name": name.strip(), "kind": kind})
    record("set_product", databook, by=by, at=at, product=n, name=made.name, kind=kind)
    return made


def drop_product(*, product: Product, by: Acting, at: datetime) -> None:
    """Take a product out of the book, with its readings."""
    change(product.databook, by)
    gone = Reading.objects.filter(product=product)
    record("drop_product", product.databook, by=by, at=at, product=product.n, name=product.name, readings=gone.count())
    gone.delete()
    product.delete()


def explain(*, databook: Databook, code: str, about: str, reason: str, by: Acting, at: datetime) -> Explained:
    """Answer a question about figures with a reason; a locked book can still be explained."""
    demand(permissions.may_enter, by, databook.site)
    asked = {question.code: question for question in queries.questions_of(databook, at.astimezone(SHANGHAI).date())}
    if code not in asked or about_of(asked[code]) != about:
        raise Refused("The figures have changed meanwhile; this question is no longer asked. Reload the page.")
    if not reason.strip():
        raise Refused("Give the reason in a sentence; it stays with the book.", field="reason")
    facts = {"about": about, "reason": reason.strip(), "person_id": by.person_id, "at": at}
    made, _is_new = Explained.objects.update_or_create(databook=databook, code=code, defaults=facts)
    record("explain", databook, by=by, at=at, question=code, reason=made.reason)
    return made


def note_use(*, databook: Databook, about: tuple[str, str], at: datetime) -> None:
    """Note that a form uses the figures of a data book."""
    ReadingUse.objects.get_or_create(databook=databook, about_kind=about[0], about_key=about[1], defaults={"at": at})
