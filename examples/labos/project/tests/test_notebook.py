import pytest

from labos.core.experiment import Experiment
from labos.core.home import create, record
from labos.modules.calorimetry import heat
from labos.modules.titration import steepest


def test_experiment_there_and_back(tmp_path):
    create(tmp_path)
    kept = Experiment("bath", "calorimetry", [20.0, 25.0])
    kept.save(tmp_path)
    assert Experiment.load(tmp_path, "bath") == kept


def test_audit_trail_grows(tmp_path):
    create(tmp_path)
    record(tmp_path, "new", "a")
    record(tmp_path, "new", "b")
    assert len((tmp_path / "audit" / "events.jsonl").read_text().splitlines()) == 2


def test_modules():
    assert heat([20.0, 25.0]) == pytest.approx(20.93)
    assert steepest([3.0, 3.5, 8.0]) == pytest.approx(4.5)
