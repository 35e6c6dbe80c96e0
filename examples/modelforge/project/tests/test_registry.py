import pytest

from modelforge import Model, Registry


def test_selection_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("MODELFORGE_CONFIG", str(tmp_path / "settings.json"))
    Registry.load().select("ollama", "mistral")
    assert Registry.load().current() == Model("ollama", "mistral")


def test_unknown_model(tmp_path, monkeypatch):
    monkeypatch.setenv("MODELFORGE_CONFIG", str(tmp_path / "settings.json"))
    with pytest.raises(LookupError):
        Registry.load().select("ollama", "none")
