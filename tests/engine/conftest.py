from papermill.engines import papermill_engines

from wres.engine.client import ForkEngine

papermill_engines.register("wres", ForkEngine)
