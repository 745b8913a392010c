"""A papermill engine that forks a fresh interpreter for each notebook, with the libraries loaded.

`papermill --engine wres in.ipynb out.ipynb` uses it too. A notebook sees what it would see in an
ordinary kernel: a new namespace, a new IPython shell, its own process. What it does not pay for
is the start of Python and the loading of pandas, matplotlib and the pack.
"""
