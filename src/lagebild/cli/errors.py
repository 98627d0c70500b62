"""How a run can end besides by an error."""


class Interrupted(Exception):
    """Ctrl-C; `args[0]` says what is safe."""


class PipeClosed(Exception):
    """Whoever read the output has stopped reading."""
