"""Step-by-step maths on one laptop: a small draft model, a large target model, and a router between them.

The method is *Arbitrage: Efficient Reasoning via Advantage-Aware Speculation* (arXiv 2512.05033).
"""

import os

__version__ = "0.1.0"

# From 1.29 on, onnxruntime sends usage data over the network unless this is set before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
