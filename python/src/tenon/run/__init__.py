"""``python -m tenon.run app.py``: runs an app's views for the current user, in a terminal or as a
page."""
