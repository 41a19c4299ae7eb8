"""Errors are one family, fit the built-in classes, survive pickling, and say all that is wrong."""

import pickle

import pytest

import newsrecord
from newsrecord import Fault, InputError, InvalidRecordError, MissingExtraError, NewsRecordError

ERRORS = [name for name in newsrecord.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_of_the_family(name):
    assert issubclass(getattr(newsrecord, name), NewsRecordError)


@pytest.mark.parametrize(
    ("name", "built_in"),
    [
        ("InvalidRecordError", ValueError),
        ("InvalidArgumentError", ValueError),
        ("ReaderError", ValueError),
        ("InputError", OSError),
        ("MissingExtraError", ImportError),
        ("DataFileError", RuntimeError),
    ],
)
def test_every_error_fits_a_built_in_class(name, built_in):
    assert issubclass(getattr(newsrecord, name), built_in)


@pytest.mark.parametrize(
    "error",
    [
        InvalidRecordError([Fault("body[0].end", "too far"), Fault("", "odd")], what="Passage"),
        InputError("a.txt:3", "is not JSON"),
        MissingExtraError("the command line", "cli"),
    ],
)
def test_errors_go_between_processes(error):
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_one_fault_is_a_line_and_many_a_list_cut_short():
    assert str(InvalidRecordError([Fault("body[0].end", "too far")])) == "body[0].end: too far"
    many = InvalidRecordError([Fault(f"body[{i}]", "too far") for i in range(50)])
    assert str(many).splitlines()[0] == "50 faults in this record:"
    assert str(many).splitlines()[-1].strip() == "… and 30 more"
    assert len(many.faults) == 50


def test_messages_say_what_to_do():
    assert str(InputError("a.txt", "is empty")) == "a.txt: is empty"
    assert "pip install 'newsrecord[cli]'" in str(MissingExtraError("the command line", "cli"))
