"""The table that is printed at the end."""

from tabulate import tabulate

from token_budget.pricing.prices import cost


def report(agents, budget):
    rows = []
    for agent in agents:
        tokens = budget.spent.get(agent.name, 0)
        rows.append([agent.name, agent.model, tokens, f"{cost(agent.model, tokens):.2f}"])
    return tabulate(rows, headers=["agent", "model", "tokens", "cost"])
