"""指标: series of figures, their verdicts and their chart."""
