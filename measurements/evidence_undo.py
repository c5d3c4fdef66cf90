"""The way back after a piece of evidence was removed: what it was stays with the session."""

from django.core import serializers
from django.http import HttpRequest
from django.urls import reverse

from measurements.models import BuktiDukung, Realisasi

DIHAPUS = "bukti_dihapus"


def remember(request: HttpRequest, bukti: BuktiDukung) -> None:
    """Keep what was removed; it takes the place of what was removed before."""
    request.session[DIHAPUS] = serializers.serialize("json", [bukti])


def removed(request: HttpRequest) -> BuktiDukung | None:
    """What this person removed last and has not put back, while there is a realisasi to which it belongs."""
    semua = serializers.deserialize("json", request.session.get(DIHAPUS, "[]"))
    lama = next((satu.object for satu in semua), None)
    if lama is None or not Realisasi.objects.filter(pk=lama.realisasi_id).exists():
        return None
    return lama


def removed_from(request: HttpRequest, tempat: str) -> BuktiDukung | None:
    """The same, if it stood on the page of that address."""
    lama = removed(request)
    return lama if lama is not None and place_of(lama) == tempat else None


def forget(request: HttpRequest) -> None:
    """There is nothing to put back any more."""
    request.session.pop(DIHAPUS, None)


def place_of(bukti: BuktiDukung) -> str:
    """The page on which evidence of this kind is added and removed."""
    if bukti.jawaban is not None:
        return reverse("measurements:jawab_bukti", args=[bukti.realisasi_id, bukti.jawaban.satker.slug])
    realisasi = bukti.realisasi
    return reverse("measurements:bukti_tambah", args=[realisasi.indikator_id, realisasi.triwulan])
