"""Vocabulary is data that carries its own examples; these run them."""

from typing import get_args

import pytest

from generator.facts.model import Status
from generator.facts.topics import assign_topics, topic_rules
from generator.syntax.vocabulary import (
    LABEL,
    LABELS,
    ROLE_OF_LABEL,
    STATUS_CLASSES,
    STATUS_OF_WORDS,
    STATUSES,
    classify_status,
)

LABEL_EXAMPLES = [(role, example) for role, entry in LABELS["roles"].items() for example in entry["examples"]]


@pytest.mark.parametrize(("role", "example"), LABEL_EXAMPLES, ids=lambda value: str(value)[:30])
def test_a_label_is_told_from_what_follows_it(role: str, example: dict[str, str]) -> None:
    found = LABEL.match(example["line"])
    assert found is not None
    assert ROLE_OF_LABEL[found["word"]] == role
    assert example["line"][found.end() :] == example["rest"]


def test_every_label_word_is_recognised_as_itself_with_either_colon() -> None:
    for word, role in ROLE_OF_LABEL.items():
        for colon in "：:":
            found = LABEL.match(f"{word}{colon}内容")
            assert found is not None, word
            assert ROLE_OF_LABEL[found["word"]] == role


def test_no_label_word_has_two_roles() -> None:
    words = [word for entry in LABELS["roles"].values() for word in entry["words"]]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("example", STATUSES["examples"], ids=lambda example: example["words"])
def test_outcome_words_are_classed(example: dict[str, str]) -> None:
    assert classify_status(example["words"]) == example["class"]


def test_the_classes_are_those_of_the_model_in_its_order() -> None:
    assert tuple(STATUS_CLASSES) == get_args(Status)


def test_no_outcome_word_is_in_two_classes() -> None:
    words = [word for listed in STATUS_CLASSES.values() for word in listed["words"]]
    assert sorted(words) == sorted(set(words))


def test_a_part_completion_is_never_classed_as_completion() -> None:
    assert {classify_status(word) for word in STATUS_OF_WORDS if "阶段性" in word and "基本" not in word} == {"partial"}
    assert {classify_status(word) for word in STATUS_OF_WORDS if word.startswith(("未", "尚未"))} == {"open"}


def test_prose_is_not_an_outcome() -> None:
    assert classify_status("县卫生健康局进一步加强了对全县二十四家乡镇卫生院的监督检查和指导") is None


@pytest.mark.parametrize("rule", topic_rules(), ids=lambda rule: rule.id)
def test_a_topic_holds_for_its_examples_and_not_for_the_others(rule: object) -> None:
    from generator.facts.topics import TopicRule

    assert isinstance(rule, TopicRule)
    assert rule.examples
    for heading in rule.examples:
        assert rule.id in {topic.id for topic in assign_topics(heading, None, ())}, heading
    for heading in rule.not_examples:
        assert rule.id not in {topic.id for topic in assign_topics(heading, None, ())}, heading


def test_there_are_at_least_fourteen_topics_and_each_assignment_names_a_keyword_of_its_rule() -> None:
    rules = {rule.id: rule for rule in topic_rules()}
    assert len(rules) >= 14
    for topic in assign_topics("工会经费管理使用不规范", "超范围列支，固定资产未入账", ()):
        assert topic.rule in rules[topic.id].keywords
