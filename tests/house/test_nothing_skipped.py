"""A run with `--nothing-skipped` is green only if every test ran."""

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.full  # each is a run of pytest

LEFT_OUT = {
    "skipped": "import pytest\ndef test_a(): pytest." + "skip()",
    "skipped as a whole": "import pytest\npytest." + "skip(allow_module_level=True)",
    "expected to fail": "import pytest\n@pytest.mark." + "xfail\ndef test_a(): assert False",
    "passed though expected to fail": "import pytest\n@pytest.mark." + "xfail\ndef test_a(): pass",
}
DESELECT = """
def pytest_collection_modifyitems(config, items):
    config.hook.pytest_deselected(items=items[1:])
    del items[1:]
"""
TWO = "def test_a(): pass\ndef test_b(): pass"
WORKERS = [
    pytest.param((), id="alone"),
    pytest.param(("-n", "1"), id="with workers"),
]


def outcome(pytester: pytest.Pytester, *arguments: str) -> int:
    plugins = (
        "-p",
        "tests.nothing_skipped",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:playwright",
    )
    return int(pytester.runpytest_subprocess(*plugins, *arguments).ret)


@pytest.fixture(autouse=True)
def _finds_the_plugin(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("source", LEFT_OUT.values(), ids=LEFT_OUT)
def test_fails_if_a_test_was_left_out(
    pytester: pytest.Pytester, source: str, workers: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_one=source, test_two=TWO)

    assert outcome(pytester, "--nothing-skipped", *workers) == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("workers", WORKERS)
def test_fails_if_a_plugin_dropped_a_test(pytester: pytest.Pytester, workers: tuple[str, ...]) -> None:
    pytester.makeconftest(DESELECT)
    pytester.makepyfile(TWO)

    assert outcome(pytester, "--nothing-skipped", *workers) != pytest.ExitCode.OK


@pytest.mark.parametrize("arguments", [("--nothing-skipped",), ("--nothing-skipped", "-k", "test_a")])
def test_passes_if_all_that_was_asked_for_ran(pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    pytester.makepyfile(TWO)

    assert outcome(pytester, *arguments) == pytest.ExitCode.OK


def test_says_nothing_unasked(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(LEFT_OUT["skipped"])

    assert outcome(pytester) == pytest.ExitCode.OK
