"""In what a line of code looked for a key that was not there, where the line leaves no doubt."""

import ast
from collections.abc import Iterator


def looked_in(code: str, key: str) -> str:
    """Name the thing in which a line looked for a key; "" where there are several, or none that has a name."""
    found = {name for node in ast.walk(_parsed(code)) for name in (*_subscripted(node, key), *_joined(node, key))}
    return found.pop() if len(found) == 1 else ""


def _parsed(code: str) -> ast.AST:
    """Parse a line as it stands in a function; one that is a part of a statement says nothing."""
    for text in (code, f"{code} pass"):
        try:
            return ast.parse(f"def line():\n {text.strip()}")
        except (SyntaxError, ValueError):
            continue
    return ast.Pass()


def _subscripted(node: ast.AST, key: str) -> Iterator[str]:
    """Give what is read by a key: `rows["id"]`."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is(node.slice, key):
        yield _name(node.value)


def _joined(node: ast.AST, key: str) -> Iterator[str]:
    """Give which sides of a join are asked for a column: `left.merge(right, left_on="id", right_on="key")`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "merge"):
        return
    sides = _sides(node.func.value, node)
    for word in (k.arg for k in node.keywords if _is(k.value, key)):
        asked = {"left_on": sides[:1], "right_on": sides[1:], "on": sides}.get(word or "", [])
        yield from (_name(side) for side in asked)


def _sides(owner: ast.expr, call: ast.Call) -> list[ast.expr]:
    """Give the two sides of a join, a method or a function of pandas; none where it may be either."""
    named = [k.value for side in ("left", "right") for k in call.keywords if k.arg == side]
    if ast.unparse(owner) in ("pd", "pandas"):
        return [*call.args, *named][:2]
    only = len(call.args) < 2 or isinstance(call.args[1], ast.Constant)
    return [owner, *call.args[:1], *named][:2] if only and len(named) < 2 else []


def _is(node: ast.AST, key: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == key


def _name(node: ast.AST) -> str:
    """Name a thing as the code does; one that is made on the spot has no name."""
    inner = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    return ast.unparse(node) if isinstance(inner, ast.Name) else ""
