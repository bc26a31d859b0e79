"""Shapes of pictures: bars, lanes of time, a map. Each turns values into a Vega-Lite specification."""
