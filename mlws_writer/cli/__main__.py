"""`python -m mlws_writer.cli` is `mlws`."""

from mlws_writer.cli.boundary import main

main()
