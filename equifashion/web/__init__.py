"""The studio's web page: panels, what happens when a visitor acts, and the words on it.

May be imported by ``app.py`` and the command line; imports studio, export, vocabulary, design and imaging.
Gradio is used nowhere else. Nothing is loaded on import, and everything that belongs to one visitor lives in
``gr.State``.
"""
