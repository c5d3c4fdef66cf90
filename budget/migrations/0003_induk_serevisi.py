"""A line's parent stands in the same revision and on a higher level, else the tree would lose it silently.

The database refuses it on both engines and by every path. A higher level also means that no line can be its
own ancestor.
"""

from django.db import migrations

MESSAGE = "Induk baris DIPA harus berada pada revisi yang sama dan tingkat yang lebih tinggi."
LEVELS = ("total", "program", "kegiatan", "kro", "ro")
TABLE = "budget_barisdipa"
VERBS = ("INSERT", "UPDATE")


def rank(row):
    """SQL: how deep the level of a row is."""
    cases = " ".join(f"WHEN '{level}' THEN {depth}" for depth, level in enumerate(LEVELS))
    return f"(CASE {row}.level {cases} END)"


def misplaced(child, parent):
    """SQL: two joined rows that may not be parent and child."""
    return f"({parent}.revisi_id <> {child}.revisi_id OR {rank(parent)} >= {rank(child)})"


def refused(verb):
    """SQL: the condition under which a statement is refused."""
    above = (
        f"NEW.induk_id IS NOT NULL AND EXISTS (SELECT 1 FROM {TABLE} p "
        f"WHERE p.id = NEW.induk_id AND {misplaced('NEW', 'p')})"
    )
    if verb == "INSERT":
        return above
    below = f"EXISTS (SELECT 1 FROM {TABLE} c WHERE c.induk_id = NEW.id AND {misplaced('c', 'NEW')})"
    return f"{above} OR {below}"


def name(verb):
    return f"{TABLE}_induk_{verb.lower()}"


def guard(apps, schema_editor):
    for verb in VERBS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name(verb)} BEFORE {verb} ON {TABLE} WHEN {refused(verb)} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {name(verb)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refused(verb)} THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name(verb)} BEFORE {verb} ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {name(verb)}()"
        )


def release(apps, schema_editor):
    for verb in VERBS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name(verb)}")
            continue
        schema_editor.execute(f"DROP TRIGGER {name(verb)} ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {name(verb)}()")


class Migration(migrations.Migration):
    dependencies = [("budget", "0002_unggahan")]

    operations = [migrations.RunPython(guard, release)]
