"""Lines between the header of a table and its rows that only say what the columns are made of."""

import re

_TYPE = re.compile(
    r"<?(?:string|str|chr|char|int|integer|dbl|double|fct|lgl|bool|boolean|num|date|object|category|[uif](?:8|16|32|64)|(?:int|float|uint)(?:8|16|32|64))>?\??|-{2,}|[(\[][A-Za-z/%#]{1,8}[)\]]|[#%]|\d-\d+",
    re.IGNORECASE,
)


def tells_of_columns(text: str) -> bool:
    """Tell whether a line between a header and its rows only says of what the columns are: their types, their units."""
    words = re.split(r"[\s|│┃║┆┊]+", text.strip(" \t|│┃║┆┊"))
    return len(words) > 1 and all(map(_TYPE.fullmatch, words))
