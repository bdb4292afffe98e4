"""The whole network on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.aims import Introduction, Recommendation
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
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
    """Figures, give and take, what is due, loops to close, and the people.

    ``shared`` says that it is to be handed on: what is the owner's to do stands in none of it.
    """

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
    shared: bool = False

    def figures(self) -> tuple[tuple[str, int], ...]:
        """The numbers at the top, a word and its count."""
        if self.shared:
            return (
                ("people", len(self.people)),
                ("relationships with give and take", len(self.balance.balances)),
                ("introductions made", len(self.introductions)),
                ("recommendations given", len(self.recommendations)),
            )
        return (
            ("people", len(self.people)),
            ("relationships with give and take", len(self.balance.balances)),
            ("overdue", len(self.due.overdue)),
            ("loops to close", len(self.open_loops)),
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """The report as tables, for the writers."""
        before = (
            Sheet("Figures", ("figure", "count"), self.figures(), ""),
            self.balance.sheet(),
            self.months.sheet(),
        )
        after = (
            introductions_sheet(self.introductions),
            recommendations_sheet(self.recommendations),
            self._principles(),
            self._people(),
        )
        return (*before, *after) if self.shared else (*before, *self._to_do(), *after)

    @property
    def to_do(self) -> DueReport:
        """What is due but the loops, which have a section of their own."""

        def others(found: tuple[FollowUp, ...]) -> tuple[FollowUp, ...]:
            return tuple(f for f in found if f.kind is not FollowUpKind.loop)

        due = self.due
        return DueReport(
            self.today,
            others(due.overdue),
            others(due.on_the_day),
            others(due.soon),
            others(due.waiting),
        )

    @property
    def overdue_loops(self) -> int:
        """How many loops are past the day by which the helper would be told."""
        return sum(f.kind is FollowUpKind.loop for f in self.due.overdue)

    def _principles(self) -> Sheet:
        return self._to_hand_on(self.review.sheets()[0], "command")

    def _people(self) -> Sheet:
        return self._to_hand_on(people_sheet(self.people), "emails", "tags", "next_touch_on")

    def _to_hand_on(self, sheet: Sheet, *left_out: str) -> Sheet:
        """A table, where it is handed on without the columns that are for the owner."""
        if not self.shared:
            return sheet
        kept = [at for at, column in enumerate(sheet.columns) if column not in left_out]
        return replace(
            sheet,
            columns=tuple(sheet.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in sheet.rows),
        )

    def _to_do(self) -> tuple[Sheet, ...]:
        return (
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
        )
