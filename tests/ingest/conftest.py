from hypothesis import settings

settings.register_profile("ingest", database=None, deadline=None, derandomize=True)
settings.load_profile("ingest")
