import pytest

from token_budget.budget import Budget, BudgetExceeded
from token_budget.pricing.prices import cost


def test_budget_is_shared():
    budget = Budget(100)
    budget.charge("a", 60)
    with pytest.raises(BudgetExceeded):
        budget.charge("b", 60)


def test_cost():
    assert cost("large", 2_000_000) == 30.0
