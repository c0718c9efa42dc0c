"""`python -m mlws_writer` is `mlws`."""

from mlws_writer.cli.boundary import main

main()
