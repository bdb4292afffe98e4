"""The whole network on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Introduction, Recommendation
from netcrm.domain.ledger import Exchange
from netcrm.domain.people import Contact
from netcrm.reports.action_plan import ActionPlan
from netcrm.reports.aims import introductions_sheet, recommendations_sheet
from netcrm.reports.balance import BalanceReport
from netcrm.reports.due import DueReport
from netcrm.reports.months import Months
from netcrm.reports.review import Review
from netcrm.reports.sheet import Sheet, people_sheet


@dataclass(frozen=True)
class NetworkReport:
    """Figures, give and take, what is due, loops to close, and the people."""

    today: date
    balance: BalanceReport
    due: DueReport
    open_loops: tuple[Exchange, ...]
    people: tuple[Contact, ...]
    goals: tuple[ActionPlan, ...]
    introductions: tuple[Introduction, ...]
    recommendations: tuple[Recommendation, ...]
    review: Review
    months: Months

    def figures(self) -> tuple[tuple[str, int], ...]:
        """The numbers at the top, a word and its count."""
        return (
            ("people", len(self.people)),
            ("relationships with give and take", len(self.balance.balances)),
            ("overdue", len(self.due.overdue)),
            ("loops to close", len(self.open_loops)),
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """The report as tables, for the writers."""
        return (
            Sheet("Figures", ("figure", "count"), self.figures(), ""),
            self.balance.sheet(),
            self.months.sheet(),
            self.due.sheet(),
            Sheet(
                "Loops to close",
                ("id", "contact", "text", "since", "tell by"),
                tuple(
                    (f"l{e.id}", e.contact.name, e.text, e.on, e.loop_due_on)
                    for e in self.open_loops
                ),
                "Every helper has been told.",
            ),
            Sheet(
                "Goals",
                ("id", "title", "by_on", "deciders", "next"),
                tuple(
                    (
                        plan.known.id,
                        plan.known.goal.title,
                        plan.known.goal.by_on,
                        ", ".join(d.contact.name for d in plan.known.deciders),
                        plan.next.text if plan.next else None,
                    )
                    for plan in self.goals
                ),
                "No goal is open.",
            ),
            introductions_sheet(self.introductions),
            recommendations_sheet(self.recommendations),
            self.review.sheets()[0],
            people_sheet(self.people),
        )
