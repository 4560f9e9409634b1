"""`--nothing-skipped`: the run fails if a test was skipped, expected to fail, or deselected other than by us.

A suite that is green because half of it did not run says nothing. `-m` and `-k` on the command line are
somebody's wish and stay allowed; a deselection from anywhere else is not.
"""

from collections.abc import Sequence
from typing import Any

import pytest

left_out: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nothing-skipped", action="store_true", help="fail if any test was left out")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if hasattr(report, "wasxfail"):
        left_out.append(f"expected to fail: {report.nodeid}")
    elif report.skipped:
        left_out.append(f"skipped: {report.nodeid}")


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        left_out.append(f"skipped: {report.nodeid}")


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    asked = items[0].config.option if items else None
    if asked and not (asked.markexpr or asked.keyword):
        left_out.extend(f"deselected: {item.nodeid}" for item in items)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker of xdist dropped: it collects, so nobody else saw it."""
    left_out.extend(set(getattr(node, "workeroutput", {}).get("deselected", [])) - set(left_out))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if (to_controller := getattr(session.config, "workeroutput", None)) is not None:
        to_controller["deselected"] = [line for line in left_out if line.startswith("deselected")]
    elif left_out and session.config.getoption("--nothing-skipped") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out and config.getoption("--nothing-skipped"):
        terminalreporter.section("left out, which --nothing-skipped forbids", red=True)
        for line in left_out:
            terminalreporter.line(line)
