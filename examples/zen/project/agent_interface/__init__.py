"""How an agent is started and what it tells."""
