"""Beginning a series: presets, the days of its meetings, people from a spreadsheet, the charter."""
