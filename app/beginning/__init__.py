"""Beginning a series: what it is made of, its days and its name; and people brought in from a spreadsheet."""
