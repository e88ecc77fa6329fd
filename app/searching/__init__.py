"""Finding what somebody may see in one series: an index in memory, made from the record and forgotten with it.

No index is on any disk, so none can be old, and none can hold the words of a story: bodies are not in a record.
"""
