"""Why a PK cannot be changed, since when, by whom, and whom to ask."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from agreements.frozen import Dibekukan, alasan_beku, require_free
from agreements.models import PerjanjianKinerja
from agreements.states import TERKUNCI, StatusPK
from kinerja.angka import tanggal


class Terkunci(Exception):
    """A PK that is not being written any more; `str()` is `alasan_terkunci`."""


def alasan_terkunci(perjanjian: PerjanjianKinerja) -> str:
    """A sentence or two for who wants to change a PK; empty while it is a draf."""
    pk = perjanjian
    if beku := alasan_beku(pk.satker, pk.tahun):
        return beku
    match StatusPK(pk.status):
        case StatusPK.DRAF:
            return ""
        case StatusPK.DIAJUKAN:
            siapa = _siapa(pk.diajukan_oleh, pk.diajukan_pada)
            return (
                f"Perjanjian Kinerja ini diajukan {siapa}. Tarik kembali pengajuannya, atau "
                "mintalah Sekretaris mengembalikannya, untuk mengubah isinya."
            )
        case StatusPK.DITANDATANGANI:
            return (
                "Perjanjian Kinerja ini terkunci sejak ditandatangani Pihak Pertama "
                f"{_siapa(pk.ditandatangani_oleh, pk.ditandatangani_pada)}. Mintalah Ketua {pk.satker} "
                "mengembalikannya bila isinya keliru."
            )
        case StatusPK.DITETAPKAN:
            siapa = _siapa(pk.ditetapkan_oleh, pk.ditetapkan_pada)
            return (
                f"Perjanjian Kinerja ini terkunci sejak ditetapkan {siapa}. "
                "Perubahan dilakukan dengan Perjanjian Kinerja Perubahan, yang dimulai oleh penyusun "
                f"Perjanjian Kinerja {pk.satker}."
            )
        case StatusPK.DIGANTIKAN:
            return (
                f"Versi ini sudah digantikan pada {_hari(pk.digantikan_pada)} dan disimpan apa adanya. "
                "Ubahlah versi yang berlaku dengan Perjanjian Kinerja Perubahan."
            )


def require_draft(perjanjian: PerjanjianKinerja) -> None:
    """Raise Terkunci unless the PK is a draf; inside a transaction its year is not signed until the end."""
    try:
        require_free(perjanjian.satker, perjanjian.tahun)
    except Dibekukan as beku:
        raise Terkunci(str(beku)) from beku
    if alasan := alasan_terkunci(perjanjian):
        raise Terkunci(alasan)


def terkunci(perjanjian: PerjanjianKinerja) -> bool:
    """Whether the database refuses every change of what the PK promises."""
    return perjanjian.status in TERKUNCI


def _siapa(oleh: User | None, pada: datetime | None) -> str:
    orang = f"oleh {oleh.nama} " if oleh else "di atas kertas "
    return f"{orang}pada {_hari(pada)}"


def _hari(pada: datetime | None) -> str:
    return tanggal(timezone.localdate(pada)) if pada else "waktu yang tidak tercatat"
