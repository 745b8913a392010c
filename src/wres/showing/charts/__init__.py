"""Charts: SVG drawings of figures, each with its words.

A chart has no title inside: the page prints the finding as a headline above it, with
`Chart.subtitle` below, and the source under the chart. Each function gives None where there is
nothing to draw, and the page says so in words.

Only printed numbers reach a drawing. A bar is as long as its number is printed, and a missing
figure gives words and nothing else. Each chart is drawn twice, for wide pages and for narrow ones,
with the same numbers in the same order.
"""

from wres.showing.charts.over_years import all_staff, likelihoods, survey
from wres.showing.charts.shares import bands, board
from wres.showing.charts.words import Chart

__all__ = ["Chart", "all_staff", "bands", "board", "likelihoods", "survey"]
