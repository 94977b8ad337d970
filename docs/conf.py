"""Sphinx's settings for the web edition, which `python3 course.py site` writes to build/site."""

from course_utils.commands import site as webedition

project = "Recurrent neural networks"
author = "the authors of the course"
copyright = "text and figures CC BY 4.0, code MIT"
language = "en"
extensions = ["myst_nb"]
html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["course.css"]
html_js_files = ["course.js", "live.js"]
html_copy_source = html_show_sourcelink = False
html_math_renderer = "mathml"
exclude_patterns = ["downloads"]  # notebooks to take away, not pages
nb_execution_mode = "off"  # the stored outputs are shown
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3


def setup(app):
    """Add formulas that need no script, the figures' alternative texts, and names that a screen reader says."""
    app.add_html_math_renderer("mathml", (webedition.draw_inline, None), (webedition.draw_block, None))
    app.connect("doctree-read", webedition.name_figures)
    app.connect("html-page-context", webedition.say_names, priority=900)  # after the theme has set its own
