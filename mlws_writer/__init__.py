"""mlws: documentation of ML work at three levels of detail, each made from the one below.

What scripts import from here needs the standard library only:

    from mlws_writer import setup_experiment_logging, record_run
"""
