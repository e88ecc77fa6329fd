"""What is worked out once is never wrong: it is kept beside the record it was made from, and no other."""

from datetime import date

from app.record.remembering import KEPT, remembered


def test_it_is_worked_out_once_for_each_record_and_day(beston):
    asked = []

    @remembered
    def how_many(record, day):
        asked.append(day)
        return len(record.actions)

    one, another = beston.record, beston.record
    assert [how_many(one, date(2018, 4, 11)) for _ in range(3)] == [40, 40, 40]
    assert how_many(one, date(2018, 4, 12)) == 40
    assert how_many(another, date(2018, 4, 11)) == 40
    assert asked == [date(2018, 4, 11), date(2018, 4, 12), date(2018, 4, 11)]


def test_it_forgets_the_oldest_before_it_grows(beston):
    asked = []

    @remembered
    def double(record, n):
        asked.append(n)
        return n * 2

    record = beston.record
    assert [double(record, n) for n in range(KEPT + 1)] == [2 * n for n in range(KEPT + 1)]
    assert double(record, 0) == 0
    assert asked.count(0) == 2


def test_an_answer_of_nothing_is_an_answer(beston):
    asked = []

    @remembered
    def nothing(record):
        asked.append(record.series.slug)

    record = beston.record
    assert nothing(record) is None
    assert nothing(record) is None
    assert asked == ["beston"]
