"""What can be selected, and what is."""

from dataclasses import dataclass

from modelforge.providers import PROVIDERS
from modelforge.settings import read_settings, write_settings


@dataclass(frozen=True)
class Model:
    """One model of one provider."""

    provider: str
    name: str


class Registry:
    """All models, and the selected one."""

    def __init__(self, models: list[Model], selected: Model) -> None:
        self.models = models
        self.selected = selected

    @classmethod
    def load(cls) -> "Registry":
        models = [Model(provider, name) for provider, names in PROVIDERS.items() for name in names]
        saved = read_settings().get("model")
        selected = Model(saved["provider"], saved["name"]) if saved else models[0]
        return cls(models, selected)

    def current(self) -> Model:
        return self.selected

    def select(self, provider: str, name: str) -> Model:
        """Selects and saves a model; `LookupError` when there is no such model."""
        model = Model(provider, name)
        if model not in self.models:
            raise LookupError(f"{provider} serves no model {name}")
        self.selected = model
        write_settings({"model": {"provider": provider, "name": name}})
        return model
