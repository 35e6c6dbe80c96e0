"""A budget of tokens that several agents share."""


class BudgetExceeded(Exception):
    pass


class Budget:
    def __init__(self, limit=None):
        self.limit = limit
        self.spent = {}

    def charge(self, name, tokens):
        self.spent[name] = self.spent.get(name, 0) + tokens
        if self.limit is not None and sum(self.spent.values()) > self.limit:
            raise BudgetExceeded(f"{name} went over the budget of {self.limit} tokens")
