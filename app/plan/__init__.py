"""The visual plan: what is pinned on the wall, drawn from the record. Reads only, and knows nothing of HTTP."""
