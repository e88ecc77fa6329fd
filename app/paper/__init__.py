"""Paper: the plan, the recap and everything else that is printed, as PDFs. Set by typst from templates in this folder.

Reads only. What people wrote goes into a template as data and never as markup (docs/paper.md).
"""
