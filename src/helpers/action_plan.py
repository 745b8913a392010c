"""The page `action_plan`."""

from __future__ import annotations

from helpers.page import Page
from wres.showing import tables
from wres.showing.components import Notes, Table


class ActionPlan(Page):
    """Its cells."""

    def action_plan(self) -> Table | Notes:
        """The action plan."""
        actions = self._commentary(self.scope.year).actions
        if not actions:
            return Notes(("No action plan was handed in.",))
        return tables.action_plan(actions)

    def plan_progress(self) -> Table | Notes:
        """What became of last year's plan."""
        if self.scope.last_year is None:
            return Notes(("Last year's action plan is not held.",))
        then = self._commentary(self.scope.last_year)
        last = [("", action) for action in then.actions]
        for part in then.parts:
            body = self.scope.register.find(part.organisation)
            last += [(body.short_name, action) for action in part.actions]
        table = tables.progress(self._commentary(self.scope.year).actions, last)
        return table or Notes(("No action plan was handed in last year.",))
