"""The browser that tests use sends what a browser would send."""

from tests.world.visitor import forms_in

PAGE = """
<form id="one" action="a" method="post">
  <input type="hidden" name="csrf" value="abc"><input name="what" value="Ask &amp; listen">
  <input type="radio" name="how" value="done"><input type="radio" name="how" value="stuck" checked>
  <input type="checkbox" name="helper" value="delia" checked><input type="checkbox" name="helper" value="jo" checked>
  <textarea name="note">
Two
lines</textarea>
  <select name="lead"><option value="">Nobody</option><option value="priya" selected>Priya</option></select>
  <select name="due"><option>Next meeting</option><option value="later">Later</option></select>
  <input name="unseen" value="x" disabled>
  <button name="then" value="again">Save and <b>write another</b></button>
</form>
<input name="outside" value="y" form="one"><input name="stray" value="z">
"""


def test_a_form_holds_what_would_be_sent_if_nobody_touched_it():
    (form,) = forms_in(PAGE)
    assert form.method == "post"
    assert form.fields == {
        "csrf": ["abc"],
        "what": ["Ask & listen"],
        "how": ["stuck"],
        "helper": ["delia", "jo"],
        "note": ["Two\nlines"],
        "lead": ["priya"],
        "due": ["Next meeting"],
        "outside": ["y"],
    }
    assert form.buttons == [("then", "again", "Save and write another")]
