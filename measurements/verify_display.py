"""What the page of one figure shows beside it: what it is held against, how far it has come."""

from kinerja.angka import bersatuan
from measurements.entry_count import tahun_lalu_teks
from measurements.models import Realisasi
from measurements.states import StatusRealisasi
from measurements.verify_queries import Tinjauan, penguncian
from ui.moments import day


def comparison(tinjauan: Tinjauan) -> list[dict[str, str]]:
    """What the figure is held against: the quarter before and last year."""
    nilai = tinjauan.banding.triwulan_lalu
    triwulan_lalu = "Belum ada angka" if nilai is None else bersatuan(nilai, tinjauan.indikator.satuan)
    banding = (("Triwulan sebelumnya", triwulan_lalu), tahun_lalu_teks(tinjauan.indikator))
    return [{"label": label, "value": isi} for label, isi in banding]


def progress(found: Realisasi) -> list[dict[str, str]]:
    """Where the realisasi stands, with who and when."""
    urutan = [
        StatusRealisasi.DRAF,
        StatusRealisasi.DIAJUKAN,
        StatusRealisasi.TERVERIFIKASI,
        StatusRealisasi.TERKUNCI,
    ]
    kini = (
        StatusRealisasi.DRAF
        if found.status == StatusRealisasi.DIKEMBALIKAN
        else StatusRealisasi(found.status)
    )
    kunci = penguncian([found]) if kini == StatusRealisasi.TERKUNCI else None
    catatan = {
        StatusRealisasi.DRAF: found.diisi_oleh.nama if found.diisi_oleh else "",
        StatusRealisasi.DIAJUKAN: day(found.diajukan_pada),
        StatusRealisasi.TERVERIFIKASI: f"{found.diverifikasi_oleh}, {day(found.diverifikasi_pada)}"
        if found.diverifikasi_oleh
        else "",
        StatusRealisasi.TERKUNCI: f"{kunci.oleh}, {day(kunci.pada)}" if kunci else "",
    }
    posisi = urutan.index(kini)
    langkah = []
    for ke, satu in enumerate(urutan):
        keadaan = "selesai" if ke < posisi else "kini" if ke == posisi else "nanti"
        label = (
            "Dikembalikan" if ke == posisi and found.status == StatusRealisasi.DIKEMBALIKAN else satu.label
        )
        langkah.append(
            {"label": label, "status": keadaan, "note": catatan.get(satu, "") if ke <= posisi else ""}
        )
    return langkah
