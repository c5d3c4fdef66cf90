"""Load an example year: all of it in one transaction, once."""

from django.db import transaction

from accounts.models import Jejak, Satker
from accounts.trail import record
from examples.people import load_people
from examples.promise import load_promise
from examples.reached import load_reached
from examples.reader import Example, ExampleFault
from examples.report import load_report
from examples.spent import load_spent

EVENT = "Contoh dimuat"


@transaction.atomic
def load_example(example: Example) -> bool:
    """Load everything; False when this very version is there already, and then nothing is touched.

    ExampleFault: the files are faulty, or another version or other data stands in the way.
    """
    fingerprint = example.fingerprint()
    loaded = Jejak.objects.filter(peristiwa=EVENT, keterangan=example.name).first()
    if loaded is not None:
        if loaded.data["sha256"] == fingerprint:
            return False
        raise ExampleFault(f"versi lain dari contoh {example.name} sudah ada di basis data ini.")
    if Satker.objects.exists():
        raise ExampleFault("basis data ini sudah berisi satker; contoh hanya dimuat ke basis data kosong.")
    for load in (load_people, load_promise, load_reached, load_spent, load_report):
        load(example)
    pusat = Satker.objects.get(induk=None)
    record(EVENT, pusat, by=None, satker=pusat, note=example.name, data={"sha256": fingerprint})
    return True
