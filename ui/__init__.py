"""How a number, a table and a chart look: no model, no rule."""
