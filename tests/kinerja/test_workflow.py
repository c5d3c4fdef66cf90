"""The table guards, lists and draws; the tables themselves live in the apps."""

from enum import StrEnum

import pytest

from kinerja.workflow import IllegalTransition, Transition, Workflow


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"


def row(name, source, target, permission="isi", label=None):
    return Transition(name, frozenset(source), target, permission, label or name.capitalize())


FLOW = Workflow(
    Status.DRAFT,
    [
        row("submit", {Status.DRAFT, Status.RETURNED}, Status.SUBMITTED, label="Ajukan"),
        row("return", {Status.SUBMITTED}, Status.RETURNED, "periksa", "Kembalikan"),
        row("verify", {Status.SUBMITTED}, Status.VERIFIED, "periksa", "Verifikasi"),
    ],
)
LEGAL = {
    (Status.DRAFT, "submit"): Status.SUBMITTED,
    (Status.RETURNED, "submit"): Status.SUBMITTED,
    (Status.SUBMITTED, "return"): Status.RETURNED,
    (Status.SUBMITTED, "verify"): Status.VERIFIED,
}


@pytest.mark.parametrize("state", list(Status))
@pytest.mark.parametrize("name", ["submit", "return", "verify", "unknown"])
def test_step_is_what_the_table_says_or_refused(state, name):
    if (state, name) in LEGAL:
        assert FLOW.step(state, name) is LEGAL[state, name]
        return
    with pytest.raises(IllegalTransition) as error:
        FLOW.step(state, name)
    assert (error.value.state, error.value.step) == (state.value, name)
    assert error.value.available == tuple(step for origin, step in LEGAL if origin is state)


def test_refusal_is_a_sentence_naming_state_and_step():
    with pytest.raises(IllegalTransition) as error:
        FLOW.step(Status.VERIFIED, "return")
    assert str(error.value) == "Langkah “Kembalikan” tidak dapat dilakukan pada status “verified”."


def test_the_plain_string_of_a_database_row_will_do():
    assert FLOW.step("draft", "submit") is Status.SUBMITTED


def test_find_gives_the_permission_of_the_step():
    assert FLOW.find(Status.SUBMITTED, "verify").permission == "periksa"


def test_available_lists_steps_in_table_order():
    assert [step.label for step in FLOW.available(Status.SUBMITTED)] == ["Kembalikan", "Verifikasi"]
    assert FLOW.available(Status.VERIFIED) == ()


def test_states_and_final():
    assert FLOW.states == (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.VERIFIED)
    assert FLOW.final == (Status.VERIFIED,)


def test_mermaid_draws_the_table():
    assert FLOW.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft --> submitted: Ajukan\n"
        "    returned --> submitted: Ajukan\n"
        "    submitted --> returned: Kembalikan\n"
        "    submitted --> verified: Verifikasi\n"
        "    verified --> [*]\n"
    )


def test_mermaid_renames_a_state_that_is_no_identifier():
    assert Workflow("in-review", [row("close", {"in-review"}, "done")]).mermaid() == (
        "stateDiagram-v2\n"
        '    state "in-review" as in_review\n'
        "    [*] --> in_review\n"
        "    in_review --> done: Close\n"
        "    done --> [*]\n"
    )


def test_two_rows_with_the_same_name_and_source_are_refused():
    with pytest.raises(ValueError, match="share"):
        Workflow("a", [row("go", {"a"}, "b"), row("go", {"a"}, "c")])


def test_the_same_name_from_different_sources_is_legal():
    flow = Workflow("a", [row("go", {"a"}, "b"), row("go", {"b"}, "c")])
    assert (flow.step("a", "go"), flow.step("b", "go")) == ("b", "c")


def test_an_unreachable_source_is_refused():
    with pytest.raises(ValueError, match="unreachable states: x, y"):
        Workflow("a", [row("go", {"a"}, "b"), row("far", {"x", "y"}, "b")])


@pytest.mark.parametrize(
    ("name", "source", "label"), [("", {"a"}, "L"), ("go", set(), "L"), ("go", {"a"}, "")]
)
def test_a_row_that_could_never_be_used_is_refused(name, source, label):
    with pytest.raises(ValueError, match="required"):
        Transition(name, frozenset(source), "b", "isi", label)
