"""A report to hand on says nothing that was said in confidence."""

import pytest

SECRETS = ("avoid-calls", "expects-honesty", "note-of-mine", "said-over-coffee", "despite-reason")


@pytest.fixture
def told(anna):
    anna.ok("edit", "anna", "--note", "note-of-mine")
    anna.ok("expect", "anna", "--they-avoid", "introductions avoid-calls", "--mine",
            "expects-honesty")  # fmt: skip
    anna.ok("log", "anna", "said-over-coffee")
    anna.ok("add", "Ben Ost")
    anna.ok("intro", "anna", "ben", "--why", "introductions avoid-calls", "--despite",
            "despite-reason")  # fmt: skip
    anna.ok("change", "i1", "--why", "work", "--despite", "despite-reason")
    return anna


@pytest.mark.parametrize("form", ["html", "md", "csv", "json"])
@pytest.mark.parametrize("who", [[], ["anna"]])
def test_what_was_said_in_confidence_stays(told, who, form):
    shared = told.ok("report", *who, "--share", "--format", form)
    assert shared.strip()
    assert [secret for secret in SECRETS if secret in shared] == []


def test_without_it_all_is_there(told):
    whole = told.ok("report", "anna", "--format", "json")
    assert [secret for secret in SECRETS if secret not in whole] == []
