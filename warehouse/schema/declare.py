"""The types with which tables are declared: `Column` and `Table`. No table is declared here."""

from dataclasses import dataclass

MAIN = "main"
"""Schema of the tables that users query: the contract."""

INTERNAL = "internal"
"""Schema of the tables from which the contract's tables are made again: raw records, analysed texts, aliases."""

GROUPS = ("ingest", "papers", "words", "terms", "themes", "trends", "publish")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        name: snake_case name.
        type: DuckDB type as it stands in the DDL, e.g. ``VARCHAR[]``.
        description: what a value says, for somebody who writes SQL.
        nullable: whether NULL is allowed; the description then says what NULL means.
        unit: unit of a number, e.g. ``papers`` or ``log2 ratio``.
        choices: the only values allowed, for a VARCHAR.
        bounds: inclusive ``(low, high)``, either may be None, for a number.
        refers_to: ``table.column`` in which every value must exist.
        compression: DuckDB's compression of the column; "" lets DuckDB choose, which takes long for some columns.
    """

    name: str
    type: str
    description: str
    nullable: bool = False
    unit: str | None = None
    choices: tuple[str, ...] = ()
    bounds: tuple[float | None, float | None] | None = None
    refers_to: str | None = None
    compression: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Args:
        name: snake_case plural, unique over both schemas.
        row: what one row is, as a noun phrase.
        group: the asset group that fills it.
        columns: in the order of the DDL.
        key: columns that identify a row; no two rows may share them.
        indexed: whether the key is a PRIMARY KEY of the file. Tables with many rows per paper are not indexed (an index
            over tens of millions of rows costs more than the table); a blocking check proves their key instead.
        schema: `MAIN` or `INTERNAL`.
        required: whether an empty table stops a publication.
        is_proved: whether checks prove the key and the references. False where that takes longer than to fill the
            table; the code that fills it must then prove them.
    """

    name: str
    row: str
    group: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexed: bool = True
    schema: str = MAIN
    required: bool = False
    is_proved: bool = True

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError(f"table {self.name}: a column is declared twice")
        if missing := [name for name in self.key if name not in names]:
            raise ValueError(f"table {self.name}: key columns {missing} are not declared")
        if self.group not in GROUPS:
            raise ValueError(f"table {self.name}: unknown group {self.group!r}")

    @property
    def qualified_name(self) -> str:
        """``internal.records`` for internal tables, the bare name for the contract's."""
        return self.name if self.schema == MAIN else f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The declaration of one column; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name!r}")
