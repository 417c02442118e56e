"""The same shape of table in openfisca-core: rows that hold or not, rows by degree, rows against a limit, rows on a line. Run by `./run bench scoring --peers`."""

import json
import sys
import time
from importlib.metadata import version

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

COUNT, ROWS, PERIOD = 100_000, 69, "2023-01"
Site = build_entity(key="site", plural="sites", label="A site", is_person=True)


def variable(name: str, formula: object = None) -> type[Variable]:
    """Return a variable of a site."""
    body = {"value_type": float, "entity": Site, "definition_period": MONTH, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def share(n: int) -> object:
    """Return the formula of a row's share: a third hold or not, a third are degrees, a third are a ratio on a line between base and lead."""

    def formula(site: object, period: object) -> object:
        said = site(f"x{n}", period)  # type: ignore[operator]
        if n % 3 == 0:
            return numpy.where(numpy.isnan(said), numpy.nan, said >= 1)
        if n % 3 == 2:
            below = site(f"z{n}", period)  # type: ignore[operator]
            said = (said / numpy.where(below == 0, numpy.nan, below) - 0.2) / 0.6
        return numpy.clip(said, 0, 1)

    return formula


def points(n: int, unsaid: float) -> object:
    """Return the formula of a row's points, at the least or at the most where nothing was said."""
    return lambda site, period: 1.5 * numpy.nan_to_num(site(f"s{n}", period), nan=unsaid)


def met(n: int) -> object:
    """Return the formula of a row's verdict: met, not met, or open."""
    return lambda site, period: numpy.where(numpy.isnan(site(f"s{n}", period)), 0.5, site(f"s{n}", period) >= 1)


def summed(name: str) -> object:
    """Return the sum of all rows."""
    return lambda site, period: sum(site(f"{name}{n}", period) for n in range(ROWS))


def passed(site: object, period: object) -> object:
    """Return the worst verdict of the rows that have to be met."""
    return numpy.minimum.reduce([site(f"m{n}", period) for n in range(0, ROWS, 3)])  # type: ignore[operator]


def main() -> None:
    """Time the totals of all sites, the best of three."""
    system = TaxBenefitSystem([Site])
    for n in range(ROWS):
        system.add_variables(variable(f"x{n}"), variable(f"z{n}"), variable(f"s{n}", share(n)), variable(f"m{n}", met(n)))
        system.add_variables(variable(f"low{n}", points(n, 0)), variable(f"high{n}", points(n, 1)))
    system.add_variables(variable("low", summed("low")), variable("high", summed("high")), variable("passed", passed))
    given = numpy.random.default_rng(7).random((ROWS, COUNT)).astype(numpy.float32)
    seconds = min(timed(system, given) for _ in range(3))
    sys.stdout.write(json.dumps({"per_second": COUNT / seconds, "rows": ROWS, "version": version("openfisca-core")}))


def timed(system: TaxBenefitSystem, given: object) -> float:
    """Return the seconds of one simulation, its inputs being there."""
    simulation = SimulationBuilder().build_default_simulation(system, count=COUNT)
    for n in range(ROWS):
        simulation.set_input(f"x{n}", PERIOD, given[n])  # type: ignore[index]
        simulation.set_input(f"z{n}", PERIOD, given[-n])  # type: ignore[index]
    began = time.perf_counter()
    for name in ("low", "high", "passed"):
        simulation.calculate(name, PERIOD)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
