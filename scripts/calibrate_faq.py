#!/usr/bin/env python
"""Fit the FAQ decision on shops with questions of their customers; see chatbot/training/calibrate_faq.py.

scripts/calibrate_faq.py                                              10 minutes on two cores
scripts/calibrate_faq.py --extra FAQS.csv QUERIES.csv                 with a FAQ file of another source
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chatbot.training.calibrate_faq import main

if __name__ == "__main__":
    main()
