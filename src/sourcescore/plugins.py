"""Finds plugins, registers them in a fixed order, says where each came from. The manager is made here, never global."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from . import hookspecs
from .budget import Budget
from .checks import wrong_set_up
from .errors import PluginError
from .toml_source import nearest

GROUP = "sourcescore"
"""The group of entry points; the distribution that this module is of has the same name."""


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One loaded plugin: its name, where it came from, its version, and the hooks it implements."""

    name: str
    origin: str
    version: str
    hooks: tuple[str, ...]


class Plugins:
    """The loaded plugins of one Scorer."""

    def __init__(self, manager: pluggy.PluginManager, infos: Sequence[PluginInfo]) -> None:
        self.manager = manager
        self.infos = tuple(infos)
        self.budget = Budget(None)
        self._found: dict[str, list[pluggy.HookImpl]] = {}

    @property
    def shipped(self) -> bool:
        """Whether all of them came with sourcescore itself."""
        return all(info.origin == GROUP for info in self.infos)

    def call(self, hook: str, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """(plugin name, result) of each implementation of a hook: those marked ``tryfirst``, then in the order of the
        plugins' names, then those marked ``trylast``; one that raises gives its exception as the result."""
        found = self._found.get(hook)
        if found is None:
            found = self._found[hook] = self._implementations(hook)
        for implementation in found:
            wanted = {name: arguments[name] for name in implementation.argnames if name in arguments}
            try:
                result = self.budget.call(_complete, implementation.function, wanted)
            except Exception as error:
                result = error
            yield implementation.plugin_name, result

    def collect(self, hook: str, **arguments: Any) -> list[tuple[str, Any]]:
        """As ``call``, at set-up: an exception, or a result of the wrong type, stops with a PluginError that names the
        plugin."""
        results = []
        for name, result in self.call(hook, **arguments):
            if isinstance(result, Exception):
                raise PluginError(f"{self.describe(name)} failed in {hook}: {_said(result)}") from result
            if result is not None:
                if wrong := wrong_set_up(hook, result):
                    raise PluginError(f"{self.describe(name)}: {wrong}")
                results.append((name, result))
        return results

    def describe(self, name: str) -> str:
        """``plugin "name" (origin version)`` for messages."""
        info = next((i for i in self.infos if i.name == name), None)
        return f'plugin "{name}" ({info.origin} {info.version})' if info else f'plugin "{name}"'

    def blame(self, error: BaseException) -> str:
        """The name of the plugin in whose code an error arose, the innermost where it went through several; "" where
        it arose in none."""
        found = ""
        trace = (error.__cause__ or error).__traceback__
        modules = {name: getattr(plugin, "__name__", "") for name, plugin in self.manager.list_name_plugin()}
        while trace:
            module = trace.tb_frame.f_globals.get("__name__", "")
            for name, own in modules.items():
                if own and (module == own or module.startswith(f"{own}.")):
                    found = name
            trace = trace.tb_next
        return found

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        caller = getattr(self.manager.hook, hook)
        return sorted(caller.get_hookimpls(), key=lambda i: (i.trylast - i.tryfirst, i.plugin_name))


def _complete(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """What a hook gives; of a generator, which works and raises only while it is read, all of it."""
    result = function(**arguments)
    return list(result) if isinstance(result, Iterator) else result


def installed() -> set[str]:
    """The names of all plugins that are installed."""
    return {point.name for point in metadata.entry_points(group=GROUP)}


def origins(points: Iterable[metadata.EntryPoint]) -> list[tuple[str, str]]:
    """The distribution and the version that each entry point belongs to. A distribution is asked once: it reads all that
    it says of itself for each answer."""
    known: dict[metadata.Distribution | None, tuple[str, str]] = {None: ("unknown distribution", "?")}
    found = []
    for point in points:
        if point.dist is not None and point.dist not in known:
            known[point.dist] = point.dist.name, point.dist.version
        found.append(known[point.dist])
    return found


def load_plugins(extra: Iterable[str | Path | ModuleType | object] = (), off: frozenset[str] = frozenset()) -> Plugins:
    """All plugins installed under the entry point group, without those switched ``off``, and the ``extra`` ones: paths
    of Python files, names of modules, or objects.

    Raises PluginError, with the plugin's name, distribution and version, where one is missing, fails to import, or
    misspells a hook; and where there is none at all, since then every text would look reliable.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    infos: list[PluginInfo] = []
    points = sorted(metadata.entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    known = {point.name for point in points}
    missing = sorted(off - known)
    if missing:
        raise PluginError(
            f'plugin "{missing[0]}" is switched off but not installed; installed: {", ".join(sorted(known))}'
        )
    seen: set[str] = set()
    for point, (origin, version) in zip(points, origins(points), strict=True):
        if point.name in off or point.name in seen:
            continue
        seen.add(point.name)
        try:
            plugin = point.load()
        except (Exception, SystemExit) as error:
            raise PluginError(
                f'plugin "{point.name}" ({origin} {version}) can not be loaded: {_said(error)}'
            ) from error
        infos.append(_register(manager, plugin, point.name, origin, version))
    for item in extra:
        plugin, name, origin = _load(item)
        if name in seen:
            raise PluginError(f'plugin "{name}" ({origin}): another plugin has that name already')
        seen.add(name)
        infos.append(_register(manager, plugin, name, origin, str(getattr(plugin, "__version__", "")) or "no version"))
    if not infos:
        raise PluginError("no plugin found: reinstall sourcescore (without plugins every text would look reliable)")
    return Plugins(manager, infos)


def _register(manager: pluggy.PluginManager, plugin: object, name: str, origin: str, version: str) -> PluginInfo:
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        raise PluginError(
            f'plugin "{name}" ({origin} {version}): {_misspelt(manager, plugin) or _said(error)}'
        ) from error
    hooks = tuple(sorted(caller.name for caller in manager.get_hookcallers(plugin) or ()))
    if not hooks:
        raise PluginError(f'plugin "{name}" ({origin} {version}) implements no hook: mark its functions with @hookimpl')
    return PluginInfo(name, origin, version, hooks)


def _misspelt(manager: pluggy.PluginManager, plugin: object) -> str:
    """What is said of a function that is marked as a hook and has the name of none; "" where there is no such."""
    known = [name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), f"{GROUP}_spec")]
    marked = [name for name in dir(plugin) if manager.parse_hookimpl_opts(plugin, name) is not None]
    return next((f'unknown hook "{name}"{nearest(name, known)}' for name in marked if name not in known), "")


def _load(item: str | Path | ModuleType | object) -> tuple[object, str, str]:
    if isinstance(item, Path) or (isinstance(item, str) and (item.endswith(".py") or "/" in item)):
        return _load_file(Path(item))
    if isinstance(item, str):
        try:
            return importlib.import_module(item), item, f"module {item}"
        except (Exception, SystemExit) as error:
            raise PluginError(f'plugin "{item}" can not be imported: {_said(error)}') from error
    name = getattr(item, "__name__", type(item).__name__)
    return item, name, "given as an object"


def _load_file(path: Path) -> tuple[object, str, str]:
    if path.is_dir():
        path = path / "__init__.py"
    if not path.is_file():
        raise PluginError(f"{path}: no such file, expected a Python file with a plugin")
    name = path.parent.name if path.name == "__init__.py" else path.stem
    module_name = f"sourcescore_plugin_{name}"
    spec = importlib.util.spec_from_file_location(module_name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise PluginError(f"{error.filename or path}:{error.lineno}: {error.msg}") from error
    except (Exception, SystemExit) as error:
        line = _line_in(path, error)
        raise PluginError(f"{path}:{line}: can not be loaded: {_said(error)}") from error
    return module, name, str(path)


def _line_in(path: Path, error: BaseException) -> int:
    line, trace = 1, error.__traceback__
    while trace:
        if Path(trace.tb_frame.f_code.co_filename) == path.absolute():
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
