from papermill.engines import papermill_engines

from helpers.engine.client import ForkEngine

papermill_engines.register("wres", ForkEngine)
